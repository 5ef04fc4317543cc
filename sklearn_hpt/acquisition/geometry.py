"""The geometry of points: what goes on in the columns of their embedding."""

import numpy as np

from sklearn_hpt._typing import FloatArray
from sklearn_hpt.space.encoding import Encoding
from sklearn_hpt.surrogates.kernels import Kernel


def by_dimension(encoding: Encoding, gradients: FloatArray) -> FloatArray:
    """Give derivatives by the dimensions of points.

    Parameters
    ----------
    encoding : Encoding
    gradients : array of shape (q, c)
        Derivatives by the columns of the embedded points.

    Returns
    -------
    gradients : array of shape (q, d)
        0 for choices.
    """
    numbers, columns = encoding.numbers
    derivatives = np.zeros((len(gradients), encoding.n_dimensions))
    derivatives[:, numbers] = gradients[:, columns]
    return derivatives


def alike(encoding: Encoding, kernel: Kernel, point: FloatArray, points: FloatArray) -> FloatArray:
    """Give the correlations of the scores at a point and at q others.

    Parameters
    ----------
    encoding : Encoding
    kernel : Kernel
    point : array of shape (d,)
    points : array of shape (q, d)

    Returns
    -------
    alike : array of shape (q,)
        In [0, 1]; by the first where several kernels stand side by side.
    """
    correlations = kernel.first.correlations(encoding.embed(point[None]), encoding.embed(points))
    in_row: FloatArray = correlations[0]
    return in_row
