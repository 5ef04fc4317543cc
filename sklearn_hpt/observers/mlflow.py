"""The observer that keeps a search in MLflow: a run for it, and one for each of the best trials."""

import math
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sklearn_hpt._environment import environment
from sklearn_hpt._optional import import_extra
from sklearn_hpt._readable import readable_params, words
from sklearn_hpt._typing import Params
from sklearn_hpt.results import best_first, outcome_columns, score_columns
from sklearn_hpt.study import BestSoFar, Observer
from sklearn_hpt.trials import History, Trial

MOST_PARAMS, MOST_METRICS = 100, 1000
"""How many MLflow takes at once."""

LONGEST_NAME, LONGEST_VALUE = 250, 500
"""Characters that every release of MLflow's server since 2.0 takes."""

Measured = tuple[str, float, int]
"""The name of a metric, its value, and the step."""


class MLflowObserver(Observer):
    """Keeps a search in MLflow while it runs.

    The search is a run with the metrics ``score`` and ``best_score``, a step for each trial.
    When it ends, the run is given the best params as ``best_*``, the reason as the tag
    ``stop_reason``, and the best trials get runs of their own below it: their params, the mean
    of each metric over the splits as ``mean_test_*``, and the metric on each split as ``test_*``,
    a step for each split. Versions and platform are tags of the search. Needs the extra
    ``mlflow``.

    Params are put in words; what has no place in MLflow is cut, and values whose name says
    that they are secret are masked. A search that is resumed is a new run, with what is new.

    Parameters
    ----------
    experiment : str, default="sklearn_hpt"
        Made if it is not there.
    tracking_uri : str or None, default=None
        Where it is kept; None takes what MLflow was told, by ``MLFLOW_TRACKING_URI`` or by
        ``mlflow.set_tracking_uri``.
    run_name : str or None, default=None
        None lets MLflow choose one.
    n_best : int, default=5
        How many trials have runs of their own.
    tags : mapping of str to str, default={}
        Set on the run of the search; ``{"mlflow.parentRunId": ...}`` puts it below another.

    Raises
    ------
    MissingExtraError
        If MLflow is not installed.

    Examples
    --------
    >>> from sklearn_hpt import RandomSearchTuner
    >>> from sklearn_hpt.observers import MLflowObserver
    >>> keep = MLflowObserver("iris", tracking_uri="sqlite:///runs.db")  # doctest: +SKIP
    >>> RandomSearchTuner(model, space, observers=[keep]).fit(X, y)  # doctest: +SKIP
    """

    def __init__(
        self,
        experiment: str = "sklearn_hpt",
        *,
        tracking_uri: str | None = None,
        run_name: str | None = None,
        n_best: int = 5,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        _import_mlflow()
        self._experiment = experiment
        self._tracking_uri = tracking_uri
        self._run_name = run_name
        self._n_best = n_best
        self._tags = dict(tags or {})

    def __repr__(self) -> str:
        return f"MLflowObserver({self._experiment!r})"

    def on_begin(self, history: History, n_trials: int | None, n_splits: int | None) -> None:
        """Begin the run of the search."""
        self._client = _import_mlflow().MlflowClient(tracking_uri=self._tracking_uri)
        self._best = BestSoFar()
        versions = {name: each for name, each in environment().items() if _is_plain(each)}
        known = {"n_trials": n_trials, "n_splits": n_splits, "n_trials_known": len(history)}
        self._experiment_id = self._find_experiment()
        self._run_id = self._create_run(self._run_name, {**versions, **self._tags})
        self._log(self._run_id, known)

    def on_trial(self, trial: Trial, history: History) -> None:
        """Give the run the score of a trial, and the best so far."""
        self._best.beaten_by(trial, history)
        scores = {"score": trial.score, "best_score": self._best.score}
        measured = [
            (name, score, trial.number) for name, score in scores.items() if score is not None
        ]
        self._log(self._run_id, metrics=measured)

    def on_end(self, history: History, stop_reason: str | None) -> None:
        """Give the best trials runs of their own, and end the run of the search."""
        best = best_first(history)
        for trial in best[: self._n_best]:
            self._add_run(trial)
        counts = {
            "n_finished": len(history.finished),
            "n_failed": len(history.failed),
            "n_infeasible": len(history.infeasible),
        }
        self._log(
            self._run_id,
            {f"best_{name}": value for name, value in best[0].params.items()} if best else {},
            [(name, float(count), 0) for name, count in counts.items()],
        )
        self._client.set_tag(self._run_id, "stop_reason", _text(stop_reason or "all done"))
        self._client.set_terminated(self._run_id, "FINISHED" if best else "FAILED")

    def _find_experiment(self) -> str:
        """Give the id of the experiment, which is made if it is not there."""
        found: Any = self._client.get_experiment_by_name(self._experiment)
        if found is None:
            return str(self._client.create_experiment(self._experiment))
        return str(found.experiment_id)

    def _add_run(self, trial: Trial) -> None:
        """Give a trial a run of its own, below that of the search."""
        begun, ended = _span(trial)
        tags = {"mlflow.parentRunId": self._run_id, "chosen_by": trial.origin.get("by", "")}
        run_id = self._create_run(f"trial {trial.number}", tags, begun)
        self._log(run_id, trial.params, list(_measured(trial)))
        self._client.set_terminated(run_id, "FINISHED", ended)

    def _create_run(
        self, name: str | None, tags: Mapping[str, Any], begun: int | None = None
    ) -> str:
        tags = {key: _text(value) for key, value in tags.items()}
        run = self._client.create_run(self._experiment_id, begun, tags, name)
        return str(run.info.run_id)

    def _log(
        self, run_id: str, params: Params | None = None, metrics: Sequence[Measured] = ()
    ) -> None:
        """Write params and metrics, as many at once as MLflow takes."""
        entities = _import_mlflow().entities
        texts = {_name(name): _text(form) for name, form in readable_params(params or {}).items()}
        now = int(1000 * time.time())
        for some in _portions([entities.Param(*pair) for pair in texts.items()], MOST_PARAMS):
            self._client.log_batch(run_id, params=some)
        numbers = [
            entities.Metric(_name(name), float(value), now, step)
            for name, value, step in metrics
            if math.isfinite(value)
        ]
        for some in _portions(numbers, MOST_METRICS):
            self._client.log_batch(run_id, metrics=some)


def _measured(trial: Trial) -> Iterator[Measured]:
    """Give the scores and times of a trial: on each split, and their means."""
    if trial.score is not None:
        yield "score", trial.score, 0
    for name, outcome in outcome_columns(trial.outcomes).items():
        yield name, outcome, 0
    columns: dict[str, list[float]] = {}
    for split in trial.splits:
        scores = {
            **score_columns("test", split.test_scores),
            **score_columns("train", split.train_scores),
        }
        for name, score in scores.items():
            yield name, score, split.split
        for name, value in {**scores, "fit_time": split.fit_time}.items():
            columns.setdefault(name, []).append(value)
    for name, values in columns.items():
        yield f"mean_{name}", sum(values) / len(values), 0


def _span(trial: Trial) -> tuple[int | None, int | None]:
    """Say when the fits of a trial began and ended, in milliseconds; None if that is not known."""
    known = [(each.started, each.fit_time + each.score_time) for each in trial.splits]
    spans = [(started, started + seconds) for started, seconds in known if started is not None]
    if not spans:
        return None, None
    begun, ended = zip(*spans, strict=True)
    return int(1000 * min(begun)), int(1000 * max(ended))


def _name(name: str) -> str:
    """Write a name of letters that MLflow takes."""
    return re.sub(r"[^\w\- .]", "_", name).lstrip(".")[:LONGEST_NAME] or "_"


def _text(form: Any) -> str:
    """Write a value in words of a length that MLflow takes."""
    return form[:LONGEST_VALUE] if isinstance(form, str) else words(form, LONGEST_VALUE)


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int))


def _portions(items: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _import_mlflow() -> Any:
    return import_extra("mlflow", extra="mlflow", purpose="MLflowObserver")
