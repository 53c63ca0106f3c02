/*
 * Rows and columns of numbers, between the server and R: one call for all cells and columns.
 *
 * The server (hosts/r/native.py) calls these by ctypes, in R's thread. All but seldon_ask keep
 * Python's lock, so that it is let go once a request. An error of R, such as no memory, must not
 * jump over Python's frames: what allocates runs inside R_ToplevelExec, and gives 0 if it failed.
 *
 * `slots` is a list of two that is held for ever: the arguments of the call, and its result.
 */
#define R_NO_REMAP
#include <R_ext/Arith.h>
#include <Rinternals.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

enum { ARGUMENTS, RESULT };
/* What the server knows a value by; all others go through as_payload(). */
enum { OTHER, VECTOR, ARRAY, TABLE };
/* Where seldon_read writes what; the sizes of the dimensions follow. */
enum { KIND, WARNINGS, CELLS, NAMES, NAMES_BYTES, DIMENSIONS, SIZES };
enum { MOST_DIMENSIONS = 8 };
/* Columns that are gone through together: a line of the processor's cache has so many doubles. */
enum { TOGETHER = 8 };

typedef struct {
    SEXP slots, function, verb, environment;
    R_xlen_t count;
} call_job;

static void make_arguments(void *data) {
    call_job *job = data;
    SET_VECTOR_ELT(job->slots, ARGUMENTS, Rf_allocVector(VECSXP, job->count));
}

/* Begin a call that takes so many values; gives their list, to be filled, or NULL. */
SEXP seldon_arguments(SEXP slots, int64_t count) {
    call_job job = {.slots = slots, .count = (R_xlen_t)count};
    return R_ToplevelExec(make_arguments, &job) ? VECTOR_ELT(slots, ARGUMENTS) : NULL;
}

static void run_call(void *data) {
    call_job *job = data;
    SEXP arguments = VECTOR_ELT(job->slots, ARGUMENTS);
    SEXP call = PROTECT(Rf_lang3(job->function, job->verb, arguments));
    SET_VECTOR_ELT(job->slots, RESULT, Rf_eval(call, job->environment));
    UNPROTECT(1);
}

/* Call `function(verb, arguments)` in an environment; gives 0 if R jumped out of it. */
int seldon_ask(SEXP slots, SEXP function, SEXP verb, SEXP environment) {
    call_job job = {slots, function, verb, environment, 0};
    return R_ToplevelExec(run_call, &job);
}

/* Let go of the arguments and the result. */
void seldon_forget(SEXP slots) {
    SET_VECTOR_ELT(slots, ARGUMENTS, R_NilValue);
    SET_VECTOR_ELT(slots, RESULT, R_NilValue);
}

typedef struct {
    SEXP into, names, class_name;
    const double *rows;
    R_xlen_t index;
    int count, width;
} frame_job;

static void fill_columns(SEXP frame, const double *rows, int count, int width) {
    double *columns[TOGETHER];
    for (int first = 0; first < width; first += TOGETHER) {
        int many = width - first < TOGETHER ? width - first : TOGETHER;
        for (int place = 0; place < many; place++) {
            columns[place] = REAL(VECTOR_ELT(frame, first + place));
        }
        for (int row = 0; row < count; row++) {
            const double *cells = rows + (size_t)row * (size_t)width + first;
            for (int place = 0; place < many; place++) {
                columns[place][row] = ISNAN(cells[place]) ? NA_REAL : cells[place];
            }
        }
    }
}

static void make_frame(void *data) {
    frame_job *job = data;
    SEXP frame = PROTECT(Rf_allocVector(VECSXP, job->width));
    for (int column = 0; column < job->width; column++) {
        SET_VECTOR_ELT(frame, column, Rf_allocVector(REALSXP, job->count));
    }
    fill_columns(frame, job->rows, job->count, job->width);
    Rf_setAttrib(frame, R_NamesSymbol, job->names);
    SEXP compact = PROTECT(Rf_allocVector(INTSXP, 2));
    INTEGER(compact)[0] = NA_INTEGER;
    INTEGER(compact)[1] = -job->count;
    Rf_setAttrib(frame, R_RowNamesSymbol, compact);
    Rf_setAttrib(frame, R_ClassSymbol, job->class_name);
    SET_VECTOR_ELT(job->into, job->index, frame);
    UNPROTECT(2);
}

/*
 * Put a data frame at a place of a list: `rows` are count * width doubles, row by row, of which
 * NaN becomes NA; `names` has a string for each column, `class_name` is "data.frame".
 */
int seldon_frame(SEXP into, int64_t index, const double *rows, int64_t count, int64_t width,
                 SEXP names, SEXP class_name) {
    if (count > INT_MAX || width > INT_MAX) {
        return 0;
    }
    frame_job job = {into, names, class_name, rows, (R_xlen_t)index, (int)count, (int)width};
    return R_ToplevelExec(make_frame, &job);
}

static int is_plain_frame(SEXP x) {
    R_xlen_t width = XLENGTH(x);
    if (!width || Rf_inherits(x, "seldon_any") || Rf_inherits(x, "seldon_response")) {
        return 0;
    }
    R_xlen_t count = Rf_xlength(Rf_getAttrib(x, R_RowNamesSymbol));
    for (R_xlen_t column = 0; column < width; column++) {
        SEXP cells = VECTOR_ELT(x, column);
        if (TYPEOF(cells) != REALSXP || Rf_isObject(cells) || XLENGTH(cells) != count) {
            return 0;
        }
    }
    return 1;
}

/* Of a value that host_call() gave: its lists have no class unless they are data frames. */
static int kind_of(SEXP x) {
    if (TYPEOF(x) == REALSXP && !Rf_isObject(x)) {
        SEXP dim = Rf_getAttrib(x, R_DimSymbol);
        return Rf_isNull(dim) ? VECTOR : Rf_xlength(dim) <= MOST_DIMENSIONS ? ARRAY : OTHER;
    }
    return TYPEOF(x) == VECSXP && Rf_inherits(x, "data.frame") ? TABLE : OTHER;
}

/* For R: whether the server can read a value as it is, without as_payload(). */
SEXP seldon_is_plain(SEXP x) {
    int kind = kind_of(x);
    return Rf_ScalarLogical(kind == TABLE ? is_plain_frame(x) : kind != OTHER);
}

/* The value of a call, as guarded() has it; R's NULL where there is none but an error. */
static SEXP value_of(SEXP outcome) {
    SEXP word = VECTOR_ELT(outcome, 0);
    int is_value = strcmp(CHAR(STRING_ELT(word, 0)), "value") == 0;
    return is_value ? VECTOR_ELT(outcome, 1) : R_NilValue;
}

/* Write names, a NUL behind each; gives the length, -1 where there are none that can be had so. */
static int64_t write_names(SEXP names, char *text, int64_t most_text) {
    int64_t used = 0;
    if (TYPEOF(names) != STRSXP) {
        return -1;
    }
    for (R_xlen_t place = 0; place < XLENGTH(names); place++) {
        SEXP name = STRING_ELT(names, place);
        int64_t bytes = (int64_t)LENGTH(name) + 1;
        if (name == NA_STRING || !Rf_charIsUTF8(name) || used + bytes > most_text) {
            return -1;
        }
        memcpy(text + used, CHAR(name), (size_t)bytes);
        used += bytes;
    }
    return used;
}

static SEXP names_of(SEXP x, int kind) {
    if (kind == TABLE) {
        return Rf_getAttrib(x, R_NamesSymbol);
    }
    SEXP names = kind == ARRAY ? Rf_getAttrib(x, R_DimNamesSymbol) : R_NilValue;
    return Rf_xlength(names) < 2 ? R_NilValue : VECTOR_ELT(names, 1);
}

typedef struct {
    SEXP x;
    double *into;
} copy_job;

/* R may have to write the cells down first: those of 1:10 + 0 are nowhere yet. */
static void copy_cells(void *data) {
    copy_job *job = data;
    if (TYPEOF(job->x) == REALSXP) {
        memcpy(job->into, REAL(job->x), (size_t)XLENGTH(job->x) * sizeof(double));
        return;
    }
    R_xlen_t width = XLENGTH(job->x), count = Rf_xlength(VECTOR_ELT(job->x, 0));
    const double *columns[TOGETHER];
    for (R_xlen_t first = 0; first < width; first += TOGETHER) {
        R_xlen_t many = width - first < TOGETHER ? width - first : TOGETHER;
        for (R_xlen_t place = 0; place < many; place++) {
            columns[place] = REAL(VECTOR_ELT(job->x, first + place));
        }
        for (R_xlen_t row = 0; row < count; row++) {
            for (R_xlen_t place = 0; place < many; place++) {
                job->into[row * width + first + place] = columns[place][row];
            }
        }
    }
}

/* Copy the value's cells: those of a data frame row by row, those of an array as R has them. */
int seldon_copy(SEXP slots, double *into) {
    copy_job job = {value_of(VECTOR_ELT(slots, RESULT)), into};
    return R_ToplevelExec(copy_cells, &job);
}

/* Write into `head` what a value is; into `text` its names. */
static void look_at(SEXP x, int64_t *head, char *text, int64_t most_text) {
    int kind = kind_of(x);
    head[KIND] = kind;
    if (kind == OTHER) {
        return;
    }
    head[CELLS] = XLENGTH(x);
    head[DIMENSIONS] = 0;
    if (kind == TABLE) {
        head[DIMENSIONS] = 2;
        head[SIZES] = Rf_xlength(VECTOR_ELT(x, 0));
        head[SIZES + 1] = XLENGTH(x);
        head[CELLS] = head[SIZES] * head[SIZES + 1];
    } else if (kind == ARRAY) {
        SEXP dim = Rf_getAttrib(x, R_DimSymbol);
        head[DIMENSIONS] = Rf_xlength(dim);
        for (int64_t place = 0; place < head[DIMENSIONS]; place++) {
            head[SIZES + place] = INTEGER(dim)[place];
        }
    }
    SEXP names = names_of(x, kind);
    head[NAMES] = Rf_isNull(names) ? 0 : (int64_t)(intptr_t)names;
    head[NAMES_BYTES] = write_names(names, text, most_text);
}

/*
 * Read the call's value. `head` gets its kind, how many warnings there were, how many cells it has,
 * the address of its names (0 without any), how long `text` with the names is, and the dimensions.
 * `into` gets the cells, as seldon_copy gives them, if they are at most `most_cells`.
 */
int seldon_read(SEXP slots, int64_t *head, char *text, int64_t most_text, double *into,
                int64_t most_cells) {
    SEXP outcome = VECTOR_ELT(slots, RESULT), value = value_of(outcome);
    head[WARNINGS] = Rf_xlength(VECTOR_ELT(outcome, 2));
    look_at(value, head, text, most_text);
    return head[KIND] == OTHER || head[CELLS] > most_cells || seldon_copy(slots, into);
}
