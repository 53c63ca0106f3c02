"""The processes of one server: a supervisor, its workers, and their ports and states."""
