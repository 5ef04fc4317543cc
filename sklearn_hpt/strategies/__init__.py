"""Who looks next: strategies are pure functions of the history."""

from sklearn_hpt.strategies.bayes import BayesSearch
from sklearn_hpt.strategies.believer import SURROGATES
from sklearn_hpt.strategies.given import given_first
from sklearn_hpt.strategies.grid import GridSearch
from sklearn_hpt.strategies.informed import informed, informed_history
from sklearn_hpt.strategies.initial import InitialDesign
from sklearn_hpt.strategies.listed import Listed
from sklearn_hpt.strategies.protocol import Strategy
from sklearn_hpt.strategies.random import RandomSearch
from sklearn_hpt.strategies.score_posterior import ScorePosterior
from sklearn_hpt.strategies.table import STRATEGIES, make_strategy

__all__ = [
    "STRATEGIES",
    "SURROGATES",
    "BayesSearch",
    "GridSearch",
    "InitialDesign",
    "Listed",
    "RandomSearch",
    "ScorePosterior",
    "Strategy",
    "given_first",
    "informed",
    "informed_history",
    "make_strategy",
]
