/* Matrices of R are stored column by column. */
#include <R.h>
#include <Rinternals.h>
#include <R_ext/Rdynload.h>

static double squared_distance(const double *x, const double *y, int n, int m, int d) {
  double sum = 0;
  for (int column = 0; column < d; column++) {
    double difference = x[column * n] - y[column * m];
    sum += difference * difference;
  }
  return sum;
}

static SEXP nearest_row(SEXP x, SEXP y) {
  int n = nrows(x), m = nrows(y), d = ncols(x);
  SEXP found = PROTECT(allocVector(INTSXP, n));
  for (int row = 0; row < n; row++) {
    double nearest = R_PosInf;
    INTEGER(found)[row] = NA_INTEGER;
    for (int other = 0; other < m; other++) {
      double distance = squared_distance(REAL(x) + row, REAL(y) + other, n, m, d);
      if (distance < nearest) {
        nearest = distance;
        INTEGER(found)[row] = other + 1;
      }
    }
  }
  UNPROTECT(1);
  return found;
}

static const R_CallMethodDef calls[] = {{"C_nearest_row", (DL_FUNC)&nearest_row, 2}, {NULL, NULL, 0}};

void R_init_nearest(DllInfo *library) {
  R_registerRoutines(library, NULL, calls, NULL, NULL);
  R_useDynamicSymbols(library, FALSE);
}
