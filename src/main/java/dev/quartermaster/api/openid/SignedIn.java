package dev.quartermaster.api.openid;

import dev.quartermaster.domain.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signed in at the OpenID provider.
 *
 * @param until end of the token that says so
 * @param signOut where one signs out there; null where the provider has no such place
 */
public record SignedIn(
        Caller caller, Instant until, @Nullable String signOut) {

    /** Not the address: a token is in it. */
    @Override
    public String toString() {
        return "SignedIn[" + caller.id() + ", " + until + "]";
    }
}
