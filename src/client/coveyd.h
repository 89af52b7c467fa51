/* coveyd: the server's program, for a covey that starts one. */
#ifndef COVEY_CLIENT_COVEYD_H
#define COVEY_CLIENT_COVEYD_H

/* How long it may take to be ready. */
#define COVEYD_READY_MS 10000

/* Its path, or a name to be found in $PATH; the caller frees it. */
char *coveyd_program(void);
/* The same for another program of covey's. */
char *program_beside(const char *name);

/*
 * Waits for its line on standard output, which `fd` reads, and gives the URLs in it, separated by blanks; the
 * caller frees them. NULL when it gave up, or took longer than COVEYD_READY_MS.
 */
char *coveyd_wait_ready(int fd);

#endif
