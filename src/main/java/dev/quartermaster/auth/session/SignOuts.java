package dev.quartermaster.auth.session;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has browsers keep the address at which somebody who signed in through an OpenID provider signs out there. It is signed, so
 * that nobody is led elsewhere.
 */
@Singleton
public class SignOuts {

    private static final String SIGN_OUT = "sign-out ";
    private static final char SEPARATOR = '.';

    private final Seal seal;

    SignOuts(Seal seal) {
        this.seal = seal;
    }

    /** Returns what the browser keeps; empty for an address that a cookie does not take. */
    public Optional<String> keep(String address) {
        boolean fits = address.chars().allMatch(SignOuts::isOfCookies);
        return fits ? Optional.of(seal.sign(SIGN_OUT + address) + SEPARATOR + address) : Optional.empty();
    }

    /** Returns the address that was kept; empty where it is none of ours. */
    public Optional<String> address(@Nullable String kept) {
        int end = kept == null ? -1 : kept.indexOf(SEPARATOR);
        if (kept == null || end < 0) {
            return Optional.empty();
        }
        String address = kept.substring(end + 1);
        return seal.isSigned(SIGN_OUT + address, kept.substring(0, end)) ? Optional.of(address) : Optional.empty();
    }

    private static boolean isOfCookies(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
    }
}
