"""A training loop of one's own that tells a study, as the guide has it; a script for a test.

python -m tests.nets.loop JOURNAL N_TRIALS prints a line for each trial that is told, and the best.
"""

import sys

import torch

from sklearn_hpt import Categorical, Integer, Real, Study

SPACE = {
    "learning_rate": Real(1e-3, 1e-1, log=True),
    "optimizer": Categorical(["SGD", "Adam"]),
    "momentum": Real(0.5, 0.95).when(optimizer="SGD"),
    "n_layers": Integer(1, 2),
    "units_1": Integer(8, 32, log=True),
    "units_2": Integer(8, 32, log=True).when(n_layers=2),
}


def make_net(params):
    layers, width = [], 4
    for number in range(params["n_layers"]):
        units = params[f"units_{number + 1}"]
        layers += [torch.nn.Linear(width, units), torch.nn.ReLU()]
        width = units
    return torch.nn.Sequential(*layers, torch.nn.Linear(width, 1))


def train(trial):
    """Give the negative validation loss of a net with the params of a trial."""
    params = trial.params
    torch.manual_seed(0)
    X = torch.randn(200, 4)
    y = X.sin().sum(dim=1, keepdim=True)
    net = make_net(params)
    settings = {"momentum": params["momentum"]} if "momentum" in params else {}
    optimizer = getattr(torch.optim, params["optimizer"])(
        net.parameters(), lr=params["learning_rate"], **settings
    )
    loss = torch.nn.functional.mse_loss
    for _ in range(30):
        optimizer.zero_grad()
        loss(net(X[:150]), y[:150]).backward()
        optimizer.step()
    with torch.no_grad():
        return -loss(net(X[150:]), y[150:]).item()


def run(journal, n_trials):
    """Tell of trials until there are enough; give all scores, and the best params."""
    with Study(SPACE, random_state=0, journal=journal) as study:
        while len(study.history.finished) < n_trials:
            trial = study.ask()
            study.tell(trial, train(trial))
            print(trial.number, flush=True)
        scores = [trial.score for trial in study.history.trials]
        return scores, dict(study.best_trial.params)


if __name__ == "__main__":
    torch.set_num_threads(1)
    print(run(sys.argv[1], int(sys.argv[2])))
