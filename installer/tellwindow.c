/* tellwindow MESSAGE WPARAM LPARAM...: sends what Windows sends to the windows of peraku.exe when the officer logs off, locks the session or
 * closes the lid, which Wine never does by itself; several messages are sent one after the other. An LPARAM that is no number is sent as text.
 * Prints how many windows were told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static int told;
static UINT message;
static WPARAM first;
static LPARAM second;

static BOOL CALLBACK tell(HWND window, LPARAM unused)
{
    char title[256] = "";
    DWORD_PTR answer = 0;
    (void)unused;
    GetWindowTextA(window, title, sizeof title);
    if (!IsWindowVisible(window) || strncmp(title, "Peraku", 6) != 0)
        return TRUE;
    if (SendMessageTimeoutA(window, message, first, second, SMTO_NORMAL, 10000, &answer))
        ++told;
    return TRUE;
}

int main(int count, char** arguments)
{
    char *rest;
    int at;
    for (at = 1; at + 2 < count; at += 3) {
        message = (UINT)strtoul(arguments[at], NULL, 0);
        first = strtoul(arguments[at + 1], NULL, 0);
        second = (LPARAM)strtoul(arguments[at + 2], &rest, 0);
        if (*rest)
            second = (LPARAM)arguments[at + 2];
        EnumWindows(tell, 0);
    }
    printf("%d\n", told);
    return told > 0 ? 0 : 1;
}
