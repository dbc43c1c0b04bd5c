package dev.quartermaster.media;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** All addresses that begin with the same bits. */
final class AddressBlock {

    private final byte[] prefix;
    private final int bits;

    private AddressBlock(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** @param block as in {@code 10.0.0.0/8} or {@code fc00::/7} */
    static AddressBlock of(String block) {
        int slash = block.indexOf('/');
        try {
            byte[] prefix = InetAddress.getByName(block.substring(0, slash)).getAddress();
            return new AddressBlock(prefix, Integer.parseInt(block.substring(slash + 1)));
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(block, notAnAddress);
        }
    }

    static List<AddressBlock> of(String... blocks) {
        return Stream.of(blocks).map(AddressBlock::of).toList();
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || (address[whole] ^ prefix[whole]) >> 8 - rest == 0;
    }
}
