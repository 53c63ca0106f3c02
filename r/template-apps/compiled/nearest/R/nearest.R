# For each row of x, the number of the row of y that is nearest to it.
# x: numeric matrix (n, d), or a vector of length d for one row; y: numeric matrix (m, d). Gives n integers, 1 to m.
nearest_row <- function(x, y) {
  if (length(dim(x)) < 2L) x <- matrix(x, nrow = 1L)
  stopifnot(is.numeric(x), is.numeric(y), ncol(x) == ncol(y))
  storage.mode(x) <- storage.mode(y) <- "double"
  .Call(C_nearest_row, x, y)
}
