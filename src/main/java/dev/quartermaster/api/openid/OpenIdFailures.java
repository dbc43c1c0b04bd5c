package dev.quartermaster.api.openid;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells failures of the way to an OpenID provider from what it has said. */
public final class OpenIdFailures {

    private OpenIdFailures() {}

    public static boolean isOfTheNetwork(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof io.smallrye.mutiny.TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
