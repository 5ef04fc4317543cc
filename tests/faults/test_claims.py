"""Several processes that want one journal at once: one has it, the others are told."""

import pytest

from sklearn_hpt.exceptions import JournalInUseError
from sklearn_hpt.study import read_contents
from tests.faults.searches import SERVER, X, Y, make, outcome

N_PROCESSES = 8


def fit_or_tell(folder, signal, told):
    signal.recv()  # all begin together
    try:
        make("grid", journal=folder).fit(X, Y)
    except JournalInUseError as error:
        told.send(str(error))
    else:
        told.send("done")


@pytest.mark.slow
def test_eight_processes(tmp_path):
    processes = []
    for _ in range(N_PROCESSES):
        signal, start = SERVER.Pipe(duplex=False)
        listen, told = SERVER.Pipe(duplex=False)
        process = SERVER.Process(target=fit_or_tell, args=(tmp_path, signal, told))
        process.start()
        signal.close()
        told.close()
        processes.append((process, start, listen))
    for _, start, _ in processes:
        start.send("go")
    ends = [listen.recv() for _, _, listen in processes]
    for process, start, listen in processes:
        process.join()
        start.close()
        listen.close()
    assert ends.count("done") >= 1
    assert all("in use by process" in end for end in ends if end != "done")
    assert read_contents(tmp_path).n_results == 18
    assert outcome(make("grid", journal=tmp_path).fit(X, Y)) == outcome(make("grid").fit(X, Y))
