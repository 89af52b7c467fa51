/* mouse: what the mouse did, where. Only its left button and its wheel are asked for. */
#ifndef COVEY_UI_MOUSE_H
#define COVEY_UI_MOUSE_H

enum mouse_deed {
	MOUSE_PRESS,
	MOUSE_DRAG, /* moved with the button down */
	MOUSE_RELEASE,
	MOUSE_WHEEL_UP,
	MOUSE_WHEEL_DOWN,
};

struct mouse {
	enum mouse_deed deed;
	int x, y; /* the cell */
	unsigned modifiers; /* enum key_modifier */
};

#endif
