package dev.quartermaster.storage.sealing;

/**
 * A secret as it is stored.
 *
 * @param masterKey version of the master key that opens it
 * @param nonce never used twice under one key
 * @param text encrypted, with its tag
 */
public record Sealed(int masterKey, byte[] nonce, byte[] text) {

    @Override
    public String toString() {
        return "Sealed[masterKey=" + masterKey + "]";
    }
}
