/* Ways of C code to end a process, called by .C from test_crashes.py. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

void null_write(void) { *(volatile int *)0 = 1; }

void divide_by_zero(int *divisor) { *divisor = 7 / *divisor; }

void raise_abort(void) { raise(SIGABRT); }

void call_abort(void) { abort(); }

void call_exit(int *code) { exit(*code); }

/* Writes to each frame, so that none of them is optimised away. */
static int deeper(volatile char *above) {
  volatile char here[4096];
  memset((char *)here, *above, sizeof here);
  return deeper(here) + here[0];
}

void deep_recursion(int *found) {
  volatile char top = 1;
  *found = deeper(&top);
}
