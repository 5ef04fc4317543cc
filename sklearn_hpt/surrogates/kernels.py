"""The kernel: Matern-5/2 with one lengthscale per dimension, on top of a linear trend."""

# r2 (...)  sum_c w_c (z_c - z'_c)^2;  s = sqrt(5 r2)
# k(r2)   = (1 + s + s^2 / 3) exp(-s)            [Rasmussen & Williams 2006, eq. 4.17]
# k'(r2)  = -(5 / 6) (1 + s) exp(-s)

from dataclasses import dataclass

import numpy as np

from sklearn_hpt._typing import FloatArray

MIDDLE = 0.5  # of the unit cube
USUAL_LENGTHSCALE = 0.5


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
    s = np.sqrt(5.0 * r2)
    correlation = _polynomial(s)
    np.negative(s, out=s)
    correlation *= np.exp(s, out=s)
    return correlation


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
    correlation = _polynomial(s)
    correlation *= decay
    s += 1.0
    s *= decay
    s *= -5.0 / 6.0
    return correlation, s


def squared_distances(A: FloatArray, B: FloatArray) -> FloatArray:
    """Give the squared distances between the rows of two matrices.

    Parameters
    ----------
    A : array of shape (..., m, c)
    B : array of shape (..., n, c)

    Returns
    -------
    squares : array of shape (..., m, n)
        Not negative, whatever the rounding.

    Examples
    --------
    >>> squared_distances(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [0.0, 1.0]]))
    array([[25.,  1.]])
    """
    squares = A @ np.swapaxes(-2.0 * B, -1, -2)
    squares += (A * A).sum(axis=-1)[..., :, None]
    squares += (B * B).sum(axis=-1)[..., None, :]
    return np.maximum(squares, 0.0, out=squares)


def _polynomial(s: FloatArray) -> FloatArray:
    """Give 1 + s + s^2 / 3."""
    polynomial = s * s
    polynomial /= 3.0
    polynomial += s
    polynomial += 1.0
    return polynomial


@dataclass(frozen=True)
class Kernel:
    """Matern-5/2 over embedded points, plus a linear trend in every column.

    The trend is what a few trials can find out: in which directions the scores rise. It lets
    the posterior extrapolate to the borders, where Matern alone falls back to the average.

    Several kernels may stand side by side: hyperparameters then have leading axes ``...``, and
    so has all that is given.

    Parameters
    ----------
    signal : float or array of shape (...)
        Variance of the Matern part.
    scales : array of shape (..., c)
        Inverse lengthscale of each column.
    trend : float or array of shape (...), default=0.0
        Variance of each slope of the trend; columns count from the middle of their range.
    """

    signal: float | FloatArray
    scales: FloatArray
    trend: float | FloatArray = 0.0

    def __getitem__(self, place: int) -> "Kernel":
        """Give one of several kernels that stand side by side."""
        signal, trend = np.asarray(self.signal), np.asarray(self.trend)
        return Kernel(float(signal[place]), self.scales[place], float(trend[place]))

    @property
    def first(self) -> "Kernel":
        """The first of several kernels that stand side by side; the only one if it is alone."""
        return self[0] if self.scales.ndim > 1 else self

    def correlations(self, A: FloatArray, B: FloatArray) -> FloatArray:
        """Give the correlations of the Matern part between the rows of two matrices.

        Parameters
        ----------
        A : array of shape (m, c)
        B : array of shape (n, c)

        Returns
        -------
        correlations : array of shape (..., m, n)
            In (0, 1].
        """
        return matern52(self._squared_distances(A, B))

    def covariances(self, A: FloatArray, B: FloatArray) -> FloatArray:
        """Give the covariances between the rows of two matrices, shape (..., m, n)."""
        covariances = self.correlations(A, B)
        covariances *= _by_matrix(self.signal)
        covariances += self._linear(A, B)
        return covariances

    def variances(self, A: FloatArray) -> FloatArray:
        """Give the variances at the rows of a matrix, shape (..., m)."""
        squares: FloatArray = ((A - MIDDLE) ** 2).sum(axis=1)
        return _by_row(self.signal) + _by_row(self.trend) * squares

    def covariances_and_slopes(self, A: FloatArray, B: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the covariances, and the derivatives of the Matern part by squared distance.

        Parameters
        ----------
        A : array of shape (m, c)
        B : array of shape (n, c)

        Returns
        -------
        covariances, slopes : arrays of shape (..., m, n)
            `gradient` needs the slopes.
        """
        covariances, slopes = matern52_with_slope(self._squared_distances(A, B))
        signal = _by_matrix(self.signal)
        covariances *= signal
        covariances += self._linear(A, B)
        slopes *= signal
        return covariances, slopes

    def gradient(
        self, A: FloatArray, B: FloatArray, slopes: FloatArray, weights: FloatArray
    ) -> FloatArray:
        """Give the derivatives of weighted sums of covariances by the points.

        Parameters
        ----------
        A : array of shape (m, c)
        B : array of shape (n, c)
        slopes : array of shape (..., m, n)
            As `covariances_and_slopes` gives them.
        weights : array of shape (..., m, n) or (..., 1, n)
            Of the covariances with the rows of `B`, for each row of `A`.

        Returns
        -------
        gradient : array of shape (..., m, c)
            Derivatives of each row's sum by that row of `A`.
        """
        by_distance = slopes * weights
        moment: FloatArray = A * by_distance.sum(axis=-1)[..., None] - by_distance @ B
        by_trend = _by_matrix(self.trend) * (weights @ (B - MIDDLE))
        return 2.0 * self.scales[..., None, :] ** 2 * moment + by_trend

    def variance_gradient(self, A: FloatArray) -> FloatArray:
        """Give the derivatives of the variances by the rows of a matrix, shape (..., m, c)."""
        return 2.0 * _by_matrix(self.trend) * (A - MIDDLE)

    def _linear(self, A: FloatArray, B: FloatArray) -> FloatArray:
        covariances: FloatArray = _by_matrix(self.trend) * ((A - MIDDLE) @ (B - MIDDLE).T)
        return covariances

    def _squared_distances(self, A: FloatArray, B: FloatArray) -> FloatArray:
        """Give the scaled squared distances, (..., m, n)."""
        scales = self.scales[..., None, :]
        return squared_distances(A * scales, B * scales)


def usual_kernel(n_columns: int) -> Kernel:
    """Give the kernel that is taken where none was fitted: the same for all columns.

    Parameters
    ----------
    n_columns : int

    Returns
    -------
    kernel : Kernel
    """
    return Kernel(1.0, np.full(n_columns, 1.0 / USUAL_LENGTHSCALE))


def _by_row(hyperparameter: float | FloatArray) -> FloatArray:
    """Let a hyperparameter, shape (...), meet vectors, shape (..., m)."""
    return np.asarray(hyperparameter)[..., None]


def _by_matrix(hyperparameter: float | FloatArray) -> FloatArray:
    """Let a hyperparameter, shape (...), meet matrices, shape (..., m, n)."""
    return np.asarray(hyperparameter)[..., None, None]
