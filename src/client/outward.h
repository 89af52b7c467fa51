/*
 * outward: what leaves the screen for the person's desktop: text for the clipboard, and addresses to be opened.
 *
 * Text goes to the terminal (OSC 52), which is the one way that works over SSH, and, where there is a desktop, by
 * wl-copy or xclip, too, for terminals that do not know it.
 */
#ifndef COVEY_CLIENT_OUTWARD_H
#define COVEY_CLIENT_OUTWARD_H

#include <stdbool.h>
#include <stddef.h>

/* `write` NULL: the terminal knows no sequences. */
void outward_copy(const char *text, void (*write)(const char *bytes, size_t len));

/* False: there is no desktop here. */
bool outward_open(const char *address);

#endif
