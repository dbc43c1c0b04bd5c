package dev.quartermaster.auth.keys;

import dev.quartermaster.storage.sealing.MasterConfig;
import dev.quartermaster.storage.sealing.MasterKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes secrets of callers under peppers, of which there may be several versions. Without a slow hash: the secrets are
 * random and long. Who reads the table cannot use a key, and who writes it cannot make one.
 */
@Singleton
public class Peppers {

    /** Version of the pepper that is derived from the first master key; those of later ones count down from it. */
    static final int DERIVED = 0;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 32;
    private static final String PURPOSE = "quartermaster/callers-keys/1";
    private static final Pattern VERSIONED = Pattern.compile("([1-9][0-9]{0,5}):(.*)");

    /** Keyed, and only ever cloned: making one anew takes longer than the hash. */
    private final TreeMap<Integer, Mac> macs = new TreeMap<>();

    @Inject
    Peppers(KeyConfig config, MasterConfig master) {
        this(config.pepper(), master.key());
    }

    /** @throws IllegalArgumentException saying which setting is wrong, without its value */
    Peppers(Optional<String> configured, Optional<String> masterKey) {
        MasterKeys masters = new MasterKeys(masterKey);
        for (int version : masters.versions()) {
            macs.put(DERIVED - (version - MasterKeys.FIRST), mac(masters.derived(version, PURPOSE)));
        }
        configured.filter(text -> !text.isBlank()).ifPresent(this::read);
    }

    /** Returns which of the settings is wrong, without its value; empty if both can be used. */
    public static Optional<String> fault(KeyConfig config, MasterConfig master) {
        try {
            new Peppers(config, master).newest();
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.ofNullable(wrong.getMessage());
        }
    }

    private void read(String text) {
        for (String part : text.split(",", -1)) {
            Matcher versioned = VERSIONED.matcher(part.strip());
            boolean named = versioned.matches();
            int version = named ? Integer.parseInt(versioned.group(1)) : 1;
            String pepper = (named ? versioned.group(2) : part).strip();
            if (pepper.length() < SHORTEST) {
                throw new IllegalArgumentException("QUARTERMASTER_KEY_PEPPER: version " + version + " is shorter than "
                        + SHORTEST + " characters; make one with 'openssl rand -hex 32'");
            }
            if (macs.put(version, mac(pepper.getBytes(StandardCharsets.UTF_8))) != null) {
                throw new IllegalArgumentException(
                        "QUARTERMASTER_KEY_PEPPER: there are two of version " + version + "; write '2:new,1:old'");
            }
        }
    }

    private static Mac mac(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Returns the version under which new secrets are hashed; null when no pepper is set. */
    @Nullable Integer newest() {
        if (macs.isEmpty()) {
            return null;
        }
        return macs.lastKey() > DERIVED ? macs.lastKey() : macs.firstKey();
    }

    /** Returns whether keys can be made and known: a pepper is set. */
    public boolean isSet() {
        return !macs.isEmpty();
    }

    /** Returns keys for another purpose, one from each pepper, that of the newest first; none without a pepper. */
    public List<byte[]> keysFor(String purpose) {
        byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
        Integer newest = newest();
        return macs.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().equals(newest) ? 0 : 1))
                .map(entry -> copy(entry.getValue()).doFinal(name))
                .toList();
    }

    boolean has(int version) {
        return macs.containsKey(version);
    }

    byte[] hash(int version, KeyText key) {
        Mac keyed = macs.get(version);
        if (keyed == null) {
            throw new IllegalArgumentException("there is no pepper of version " + version);
        }
        return copy(keyed).doFinal(key.hashed());
    }

    private static Mac copy(Mac keyed) {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's " + ALGORITHM + " can be cloned", e);
        }
    }
}
