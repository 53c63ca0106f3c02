/* What R finds in this library. */
#include "rows.h"

#include <R_ext/Rdynload.h>

static const R_CallMethodDef calls[] = {
    {"seldon_is_plain", (DL_FUNC)&seldon_is_plain, 1},
    {NULL, NULL, 0},
};

void R_init_seldon(DllInfo *library) {
    R_registerRoutines(library, NULL, calls, NULL, NULL);
    R_useDynamicSymbols(library, FALSE);
    R_forceSymbols(library, TRUE);
}
