package dev.quartermaster.domain.chat;

import org.jspecify.annotations.Nullable;

/**
 * Rule for tool use: the model may, must or must not call a tool.
 *
 * @param name the one tool it must ask for; only with {@code NAMED}
 */
public record ToolChoice(Mode mode, @Nullable String name) {

    public enum Mode {
        AUTO,
        NONE,
        REQUIRED,
        NAMED
    }

    public ToolChoice {
        if (mode == null || (mode == Mode.NAMED) != (name != null)) {
            throw new IllegalArgumentException("a tool choice names a tool exactly when its mode is 'named'");
        }
    }
}
