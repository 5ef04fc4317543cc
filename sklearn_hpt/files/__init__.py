"""The files of the house: locked, checksummed, brought to the disk, and safe to open elsewhere."""
