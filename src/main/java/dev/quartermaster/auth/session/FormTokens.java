package dev.quartermaster.auth.session;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Tokens of forms: they show that a form comes from a page of ours that was shown to this browser and this caller. */
@Singleton
public class FormTokens {

    private final Seal seal;

    FormTokens(Seal seal) {
        this.seal = seal;
    }

    /**
     * Makes a token.
     *
     * @param browser a random text that the browser holds in a cookie
     * @param caller id of who is signed in; null before
     */
    public String token(String browser, @Nullable String caller) {
        return seal.sign(text(browser, caller));
    }

    /** Returns whether the token was made for this browser and this caller. */
    public boolean isOurs(@Nullable String token, @Nullable String browser, @Nullable String caller) {
        return token != null && browser != null && seal.isSigned(text(browser, caller), token);
    }

    private static String text(String browser, @Nullable String caller) {
        return "form " + browser + " " + (caller == null ? "" : caller);
    }
}
