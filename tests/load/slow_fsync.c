/* A slow disk: every forced write takes SLOW_FSYNC_US microseconds longer (3,300 if nothing is said: about 300 a second).
 *
 *     cc -shared -fPIC -O2 -o slow_fsync.so slow_fsync.c -ldl
 *     LD_PRELOAD=./slow_fsync.so SLOW_FSYNC_US=3300 ajar ... serve
 *
 * SQLite is built into ajar, but it calls the C library's fsync and fdatasync. Nothing is left out: the real call follows the wait.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_a_while(void) {
    const char *said = getenv("SLOW_FSYNC_US");
    long us = said ? atol(said) : 3300;
    struct timespec left = {us / 1000000, (us % 1000000) * 1000};
    while (nanosleep(&left, &left) != 0) {
    }
}

static int after_a_while(const char *name, int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    wait_a_while();
    return real(fd);
}

int fsync(int fd) { return after_a_while("fsync", fd); }

int fdatasync(int fd) { return after_a_while("fdatasync", fd); }
