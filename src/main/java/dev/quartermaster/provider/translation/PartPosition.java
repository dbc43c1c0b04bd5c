package dev.quartermaster.provider.translation;

import dev.quartermaster.domain.chat.FieldPaths;

/**
 * Position of a part in the request, from which errors name the caller's field.
 *
 * @param nested its index in a tool result; -1 outside of one
 */
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
