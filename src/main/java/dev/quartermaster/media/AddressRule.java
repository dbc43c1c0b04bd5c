package dev.quartermaster.media;

import java.net.InetAddress;

/** Which addresses may be connected to on behalf of a caller. */
@FunctionalInterface
public interface AddressRule {

    boolean allows(InetAddress address);
}
