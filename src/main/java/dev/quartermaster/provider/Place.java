package dev.quartermaster.provider;

import dev.quartermaster.domain.chat.FieldPaths;

/** Where a part stands in the request, to be named in the caller's words. @param nested its position inside a tool result; -1 where it is in none */
public record Place(FieldPaths paths, int message, int part, int nested) {

    public static Place of(FieldPaths paths, int message, int part) {
        return new Place(paths, message, part, FieldPaths.NOT_NESTED);
    }

    /** A part inside the tool result that stands here. */
    public Place inside(int position) {
        return new Place(paths, message, part, position);
    }

    public String path() {
        return paths.part(message, part, nested);
    }

    public String media() {
        return paths.media(message, part, nested);
    }

    public String arguments() {
        return paths.arguments(message, part);
    }
}
