package dev.quartermaster.auth;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Result of a request's look for its caller.
 *
 * @param caller null when it is refused
 * @param refusal null when it is not
 * @param message what is told of the refusal
 */
public record Admission(@Nullable Caller caller, @Nullable ErrorCode refusal, String message) {

    public static Admission of(Caller caller) {
        return new Admission(caller, null, "");
    }

    static Admission refused(ErrorCode code, String message) {
        return new Admission(null, code, message);
    }
}
