"""What of this folder is no test: scripts that import torch when they are read."""

collect_ignore = ["loop.py", "modules.py"]
