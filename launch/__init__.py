"""Starting JobCare: environments, training and the three processes.

Everything here runs on the standard library of Python 3.8 or newer, because it runs before any environment exists; only
`launch.serve`, `launch.action_server` (in `.venv`) and `launch.rasa_server` (in `.venv-rasa`) use installed libraries.
"""
