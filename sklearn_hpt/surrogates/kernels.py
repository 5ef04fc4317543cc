"""The Matern-5/2 kernel, with one lengthscale per dimension."""

# r2 (...)  sum_c w_c (z_c - z'_c)^2;  s = sqrt(5 r2)
# k(r2)   = (1 + s + s^2 / 3) exp(-s)            [Rasmussen & Williams 2006, eq. 4.17]
# k'(r2)  = -(5 / 6) (1 + s) exp(-s)

from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray


def matern52(r2: FloatArray) -> FloatArray:
    """Give the correlation of points at scaled squared distance `r2`.

    Parameters
    ----------
    r2 : array of any shape
        Not negative.

    Returns
    -------
    correlation : array of the same shape
        In (0, 1]; 1 where `r2` is 0.

    Examples
    --------
    >>> matern52(np.array([0.0, 1.0])).round(3)
    array([1.   , 0.524])
    """
    return matern52_with_slope(r2)[0]


def matern52_with_slope(r2: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the correlation and its derivative with respect to `r2`.

    Parameters
    ----------
    r2 : array of any shape
        Not negative.

    Returns
    -------
    correlation, slope : arrays of the same shape
        The slope is finite at 0, where it is -5/6.

    Examples
    --------
    >>> matern52_with_slope(np.array([0.0]))[1].round(4)
    array([-0.8333])
    """
    s = np.sqrt(5.0 * r2)
    decay = np.exp(-s)
    linear = (1.0 + s) * decay
    return linear + (s * s / 3.0) * decay, (-5.0 / 6.0) * linear


@dataclass(frozen=True)
class Kernel:
    """Matern-5/2 over embedded points, with a weight for each column.

    Parameters
    ----------
    signal : float
        Variance of the function.
    scales : array of shape (c,)
        Inverse lengthscale of each column.
    """

    signal: float
    scales: FloatArray

    def correlations(self, A: FloatArray, B: FloatArray) -> FloatArray:
        """Give the correlations between the rows of two matrices.

        Parameters
        ----------
        A : array of shape (m, c)
        B : array of shape (n, c)

        Returns
        -------
        correlations : array of shape (m, n)
            In (0, 1].
        """
        return matern52(self._squared_distances(A, B))

    def covariances(self, A: FloatArray, B: FloatArray) -> FloatArray:
        """Give the covariances between the rows of two matrices, shape (m, n)."""
        return self.signal * self.correlations(A, B)

    def covariances_and_slopes(self, A: FloatArray, B: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the covariances, and their derivatives by the squared distance.

        Parameters
        ----------
        A : array of shape (m, c)
        B : array of shape (n, c)

        Returns
        -------
        covariances, slopes : arrays of shape (m, n)
            `gradient` turns the slopes into derivatives by the entries of `A`.
        """
        correlations, slopes = matern52_with_slope(self._squared_distances(A, B))
        return self.signal * correlations, self.signal * slopes

    def gradient(self, A: FloatArray, B: FloatArray, by_distance: FloatArray) -> FloatArray:
        """Carry derivatives by the squared distances over to the points.

        Parameters
        ----------
        A : array of shape (m, c)
        B : array of shape (n, c)
        by_distance : array of shape (m, n)
            Derivative of some function of row i of `A` by its distance to row j of `B`.

        Returns
        -------
        gradient : array of shape (m, c)
            Derivatives of the functions by the entries of `A`.
        """
        weights = 2.0 * self.scales**2
        moment: FloatArray = A * by_distance.sum(axis=1)[:, None] - by_distance @ B
        return weights * moment

    def _squared_distances(self, A: FloatArray, B: FloatArray) -> FloatArray:
        """Give the scaled squared distances, shape (m, n); not negative whatever the rounding."""
        A, B = A * self.scales, B * self.scales
        squares = (A * A).sum(axis=1)[:, None] + (B * B).sum(axis=1)
        distances: FloatArray = squares - 2.0 * (A @ B.T)
        return np.maximum(distances, 0.0)
