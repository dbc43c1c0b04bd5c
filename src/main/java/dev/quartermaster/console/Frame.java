package dev.quartermaster.console;

import dev.quartermaster.domain.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Content of a page around its room.
 *
 * @param room the room that the page is in; null for one outside of all, as that for signing in
 * @param caller who looks at it; null before signing in
 * @param signedIn whether there is a session that can be ended
 * @param token goes with every form; see {@link ConsoleForms}
 * @param assets the folder of styles and scripts, with a slash at its end
 * @param live the page whose changes are streamed; empty for none
 */
public record Frame(
        String title,
        @Nullable Room room,
        @Nullable Caller caller,
        boolean signedIn,
        String token,
        String assets,
        String version,
        String live) {

    public List<Room> rooms() {
        return caller == null ? List.of() : List.of(Room.values());
    }

    public boolean isIn(Room other) {
        return room == other;
    }

    public String who() {
        return caller == null ? "" : caller.id();
    }

    public String role() {
        return caller == null ? "" : caller.role().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether the caller may change what only an admin may. */
    public boolean mayChange() {
        return caller != null && caller.role() == Caller.Role.ADMIN;
    }

    /** The same page with changes that are streamed. */
    public Frame live(String page) {
        return new Frame(title, room, caller, signedIn, token, assets, version, page);
    }
}
