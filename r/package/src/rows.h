/* What rows.c has for R and for the server. */
#ifndef SELDON_ROWS_H
#define SELDON_ROWS_H

#define R_NO_REMAP
#include <Rinternals.h>

/* For R: whether the server can read a value as it is, without as_payload(). */
SEXP seldon_is_plain(SEXP x);

#endif
