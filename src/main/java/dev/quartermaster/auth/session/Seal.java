package dev.quartermaster.auth.session;

import dev.quartermaster.auth.AdminConfig;
import dev.quartermaster.auth.keys.Peppers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what browsers are handed, by HMAC-SHA-256. Its keys are derived from the peppers of callers' keys, or else from the
 * admin key; where there is neither, from chance, as then nobody signs in.
 */
@Singleton
public class Seal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "quartermaster/console-sessions/1";
    private static final int RANDOM_BYTES = 32;

    /** The first one signs; what any has signed is known. */
    private final List<SecretKeySpec> keys;

    @Inject
    Seal(Peppers peppers, AdminConfig admin) {
        this(peppers.keysFor(PURPOSE), admin.key());
    }

    Seal(List<byte[]> derived, Optional<String> adminKey) {
        List<byte[]> secrets = derived.isEmpty() ? List.of(last(adminKey)) : derived;
        this.keys = secrets.stream()
                .map(secret -> new SecretKeySpec(secret, ALGORITHM))
                .toList();
    }

    private static byte[] last(Optional<String> adminKey) {
        return adminKey.map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(key -> mac(new SecretKeySpec(bytes(key), ALGORITHM), PURPOSE))
                .orElseGet(() -> {
                    byte[] random = new byte[RANDOM_BYTES];
                    new SecureRandom().nextBytes(random);
                    return random;
                });
    }

    /** Returns the signature of a text, in letters that a cookie takes. */
    public String sign(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(keys.get(0), text));
    }

    /** Returns whether this is a signature of the text; compares in a time that does not depend on how much agrees. */
    public boolean isSigned(String text, String signature) {
        byte[] given;
        try {
            given = Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException notOurs) {
            return false;
        }
        boolean known = false;
        for (SecretKeySpec key : keys) {
            known |= MessageDigest.isEqual(mac(key, text), given);
        }
        return known;
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
