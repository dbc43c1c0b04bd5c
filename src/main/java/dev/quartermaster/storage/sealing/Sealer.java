package dev.quartermaster.storage.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals secrets of one purpose with AES-256-GCM. Each is bound to a place, and can be opened for that place only. */
public final class Sealer {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final MasterKeys masters;
    private final String purpose;
    private final SecureRandom random = new SecureRandom();

    /** A secret that does not open. The message says why, in words that may be shown. */
    public static final class CannotOpen extends Exception {

        private static final long serialVersionUID = 1L;

        public CannotOpen(String why) {
            super(why, null, false, false);
        }
    }

    /** @param purpose a constant; what is sealed for one purpose does not open for another */
    public Sealer(MasterKeys masters, String purpose) {
        this.masters = masters;
        this.purpose = purpose;
    }

    /**
     * Seals under the newest master key, with a new nonce.
     *
     * @param place what it is bound to
     * @throws IllegalStateException without a master key
     */
    public Sealed seal(byte[] secret, String place) {
        Integer newest = masters.newest();
        if (newest == null) {
            throw new IllegalStateException("there is no master key");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return new Sealed(
                    newest,
                    nonce,
                    cipher(Cipher.ENCRYPT_MODE, newest, nonce, place).doFinal(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Opens a secret that was sealed for this place. */
    public byte[] open(Sealed sealed, String place) throws CannotOpen {
        if (masters.versions().isEmpty()) {
            throw new CannotOpen("no master key is set");
        }
        if (!masters.versions().contains(sealed.masterKey())) {
            throw new CannotOpen("it needs master key " + sealed.masterKey() + ", which is not set");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, sealed.masterKey(), sealed.nonce(), place)
                    .doFinal(sealed.text());
        } catch (GeneralSecurityException wrongKeyOrPlace) {
            throw new CannotOpen("master key " + sealed.masterKey() + " is not the one that sealed it, or its row was"
                    + " changed by other means");
        }
    }

    private Cipher cipher(int mode, int version, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        SecretKeySpec key = new SecretKeySpec(masters.derived(version, purpose), "AES");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((purpose + "\n" + place).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
