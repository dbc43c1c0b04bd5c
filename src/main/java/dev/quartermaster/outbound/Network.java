package dev.quartermaster.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses that begin with the same bits. */
final class Network {

    /** Digits only: a name would be looked up. */
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)/(\\d{1,3})");

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** @param text as in {@code 10.0.0.0/8} or {@code fc00::/7} */
    static Network of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a network, as in 10.0.0.0/8 or fc00::/7");
        }
        try {
            byte[] prefix = InetAddress.getByName(form.group(1)).getAddress();
            int bits = Integer.parseInt(form.group(2));
            if (bits <= prefix.length * 8) {
                return new Network(prefix, bits);
            }
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException("'" + text + "' is not a network", notAnAddress);
        }
        throw new IllegalArgumentException("'" + text + "' has more bits than its address");
    }

    static List<Network> of(String... texts) {
        return Stream.of(texts).map(Network::of).toList();
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
        return rest == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest) == 0;
    }
}
