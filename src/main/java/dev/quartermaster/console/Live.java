package dev.quartermaster.console;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/** A page whose parts are sent again when they change, to everybody who has it open. */
public interface Live {

    /** Name of the page in the address of its stream. */
    String page();

    /** Returns the parts as HTML, by the names of their events. Asked once a second at most, however many look. */
    Uni<Map<String, String>> parts();
}
