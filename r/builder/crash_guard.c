/* Lets the server answer before a crash of C code in R ends its process.
 *
 * A crash of the one thread that R lives in (SIGSEGV and its like, or exit() called by C code) leaves
 * the other threads as they are, so they can still tell the callers. guard() is called in R's thread:
 * it sets handlers for those signals on a stack of their own, since R's may be what has run out. The
 * handler writes one byte, the signal's number, to a pipe that Python reads, and parks the thread; it
 * holds none of Python's locks, as rpy2 lets go of the interpreter's before it calls into R. Python
 * answers, and ends the process with 128 and the number. Where that takes longer than the grace
 * period, since what Python needs is broken as well, the signal takes its course.
 *
 * Crashes of other threads, and of processes that R code has forked, take their course at once. */
#define _GNU_SOURCE
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
/* What is written for exit(): no signal has this number. */
enum { CALLED_EXIT = 0, STACK_BYTES = 64 * 1024, EXIT_CODE = 1 };

static char stack_of_handlers[STACK_BYTES];
static struct sigaction before[NSIG];
static pthread_t thread;
static pid_t process;
static int told, grace_ms;

static int is_guarded(void) { return pthread_equal(pthread_self(), thread) && getpid() == process; }

/* Calls nothing but what a handler may call. */
static void tell_and_wait(unsigned char number) {
  /* Another signal would end the wait. */
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, NULL);
  if (write(told, &number, 1) == 1) {
    poll(NULL, 0, grace_ms);
  }
}

static void on_crash(int number, siginfo_t *information, void *context) {
  (void)context;
  if (is_guarded()) {
    tell_and_wait((unsigned char)number);
  }
  sigaction(number, &before[number], NULL);
  /* The mask of before comes back with the return. What the processor found wrong happens again then; what was
   * sent does not. */
  if (information->si_code <= 0) {
    raise(number);
  }
}

static void on_exit_of_process(int code, void *nothing) {
  (void)code;
  (void)nothing;
  if (is_guarded()) {
    tell_and_wait(CALLED_EXIT);
    _exit(EXIT_CODE);
  }
}

/* Guards the thread that calls this, once a process; told_fd is the pipe's end to write to.
 * Returns 0, or -1 with errno. */
int guard(int told_fd, int grace_milliseconds) {
  stack_t handlers = {.ss_sp = stack_of_handlers, .ss_size = sizeof stack_of_handlers};
  struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
  action.sa_sigaction = on_crash;
  sigemptyset(&action.sa_mask);
  thread = pthread_self();
  process = getpid();
  told = told_fd;
  grace_ms = grace_milliseconds;
  if (sigaltstack(&handlers, NULL) != 0 || on_exit(on_exit_of_process, NULL) != 0) {
    return -1;
  }
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
    if (sigaction(crashes[i], &action, &before[crashes[i]]) != 0) {
      return -1;
    }
  }
  return 0;
}
