#include "ui/style.h"

/* The columns of the table hold macros of four values each: a second macro lets them unfold first. */
#define LOOK(id, name, fg256, fg16, bg256, bg16, attributes) {fg256, fg16, bg256, bg16, attributes},

const struct style_look style_looks[STYLE_COUNT] = {
#define X(...) LOOK(__VA_ARGS__)
        STYLES(X)
#undef X
};

const char *style_name(enum style style)
{
	static const char *const names[STYLE_COUNT] = {
#define X(id, name, ...) name,
	        STYLES(X)
#undef X
	};
	return names[style];
}
