package io.callcenter.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import java.util.Arrays;

/**
 * The stack's parser behind our checks. It raises nothing but {@link ParseException}, and that only where the stack can answer 400 with it; for
 * everything hopeless it returns {@code null}, which the stack drops silently.
 */
final class GuardedParser implements MessageParser {
    private final StringMsgParser parser = new StringMsgParser();
    private final SipCounters counters;
    private final PeerWarnings warnings;

    private GuardedParser(SipCounters counters, PeerWarnings warnings) {
        this.counters = counters;
        this.warnings = warnings;
    }

    static MessageParserFactory factory(SipCounters counters, PeerWarnings warnings) {
        return new MessageParserFactory() {
            @Override
            public MessageParser createMessageParser(SIPTransactionStack stack) {
                return new GuardedParser(counters, warnings);
            }
        };
    }

    @Override
    public SIPMessage parseSIPMessage(byte[] bytes, boolean body, boolean strict, ParseExceptionListener channel)
            throws ParseException {
        int scan = MessageCheck.scan(bytes);
        MessageCheck.Fault fault = MessageCheck.fault(scan);
        if (fault == MessageCheck.Fault.UNUSABLE) {
            return hopeless(channel);
        }
        try {
            SIPMessage message = parser.parseSIPMessage(bytes, body, strict, channel);
            if (!usable(message)) {
                return hopeless(channel);
            }
            if (body && !MessageCheck.hasLength(scan) && message.getSize() < bytes.length) {
                // RFC 3261 §18.3: without a length the body of a datagram reaches to its end.
                message.setMessageContent(Arrays.copyOfRange(bytes, message.getSize(), bytes.length));
            }
            if (fault != MessageCheck.Fault.NONE) {
                // The valve answers it: only there is a channel to answer on.
                message.setApplicationData(fault);
            }
            return message;
        } catch (ParseException e) {
            malformed(channel, "a header that cannot be read");
            return refuse(bytes, channel);
        } catch (RuntimeException | StackOverflowError e) {
            return hopeless(channel);
        }
    }

    private static boolean usable(SIPMessage message) {
        return message != null
                && message.getFrom() != null
                && message.getTo() != null
                && message.getCallId() != null
                && message.getCSeq() != null
                && message.getTopmostVia() != null
                && message.getTopmostVia().getHop() != null
                && message.getTopmostVia().getTransport() != null
                && (!(message instanceof SIPRequest request)
                        || (request.getRequestLine() != null && request.getRequestURI() != null));
    }

    private SIPMessage hopeless(ParseExceptionListener channel) {
        malformed(channel, "not a complete SIP message");
        // What follows on a stream after a broken message cannot be told from its body.
        if (channel instanceof ConnectionOrientedMessageChannel stream) {
            stream.close();
        }
        return null;
    }

    private void malformed(ParseExceptionListener listener, String what) {
        counters.malformed.increment();
        String peer = listener instanceof MessageChannel channel ? channel.getPeerAddress() : "an unknown peer";
        warnings.malformed(peer, what);
    }

    private static SIPMessage refuse(byte[] bytes, ParseExceptionListener channel) throws ParseException {
        if (channel instanceof ConnectionOrientedMessageChannel stream) {
            stream.close();
            return null;
        }
        // A fixed text: the parser's own may quote the peer.
        if (startsWith(bytes, "SIP/")) {
            return null;
        }
        throw new ParseException("malformed header", 0);
    }

    private static boolean startsWith(byte[] bytes, String start) {
        for (int i = 0; i < start.length(); i++) {
            if (i >= bytes.length || bytes[i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
