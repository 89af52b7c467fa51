/* trial: is there a desktop that shows notifications? For covey doctor, which may wait a little. */
#ifndef COVEY_NOTIFY_TRIAL_H
#define COVEY_NOTIFY_TRIAL_H

/*
 * Shows one, and says who took it: "dunst 1.9.0 (body, actions, …)", which the caller frees. NULL when nobody did within
 * `timeout_ms`.
 */
char *trial_desktop(const char *title, const char *body, int timeout_ms);

#endif
