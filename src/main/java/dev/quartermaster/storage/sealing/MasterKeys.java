package dev.quartermaster.storage.sealing;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The master keys by version. They are never used themselves: each purpose has a key that is derived from them. */
@Singleton
public class MasterKeys {

    /** Version of a key that is set without one. */
    public static final int FIRST = 1;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final Pattern VERSIONED = Pattern.compile("([1-9][0-9]{0,5}):(.*)");

    private final TreeMap<Integer, byte[]> keys = new TreeMap<>();

    @Inject
    MasterKeys(MasterConfig config) {
        this(config.key());
    }

    /** @throws IllegalArgumentException saying what is wrong with the setting, without its value */
    public MasterKeys(Optional<String> configured) {
        configured.filter(text -> !text.isBlank()).ifPresent(this::read);
    }

    private void read(String text) {
        for (String part : text.split(",", -1)) {
            Matcher versioned = VERSIONED.matcher(part.strip());
            boolean named = versioned.matches();
            int version = named ? Integer.parseInt(versioned.group(1)) : FIRST;
            if (keys.put(version, bytes((named ? versioned.group(2) : part).strip())) != null) {
                throw new IllegalArgumentException(
                        "QUARTERMASTER_MASTER_KEY: there are two of version " + version + "; write '2:new,1:old'");
            }
        }
    }

    private static byte[] bytes(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw wrong();
        }
        if (key.length != BYTES) {
            throw wrong();
        }
        return key;
    }

    /** Without the cause, which would tell characters of it. */
    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException("QUARTERMASTER_MASTER_KEY must be " + BYTES
                + " bytes in Base64; make one with 'openssl rand -base64 32'");
    }

    /** Returns the version that seals; null when no key is set. */
    public @Nullable Integer newest() {
        return keys.isEmpty() ? null : keys.lastKey();
    }

    public NavigableSet<Integer> versions() {
        return keys.navigableKeySet();
    }

    /**
     * The key of 32 bytes for a purpose.
     *
     * @throws IllegalArgumentException when there is no such version
     */
    public byte[] derived(int version, String purpose) {
        byte[] master = keys.get(version);
        if (master == null) {
            throw new IllegalArgumentException("there is no master key of version " + version);
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(master, ALGORITHM));
            return mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
