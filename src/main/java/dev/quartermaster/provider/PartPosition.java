package dev.quartermaster.provider;

import dev.quartermaster.domain.chat.FieldPaths;

/** Where a part stands in the request, to be named in the caller's words. @param nested its position inside a tool result; -1 where it is in none */
public record PartPosition(FieldPaths paths, int message, int part, int nested) {

    public static PartPosition of(FieldPaths paths, int message, int part) {
        return new PartPosition(paths, message, part, FieldPaths.NOT_NESTED);
    }

    /** A part inside the tool result that stands here. */
    public PartPosition inside(int position) {
        return new PartPosition(paths, message, part, position);
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
