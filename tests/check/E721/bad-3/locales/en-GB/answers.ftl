# Nothing is said yet.
