// SPDX-License-Identifier: Apache-2.0
import gov.nist.core.ServerLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The relay of {@code Relay} on JAIN-SIP, with its transactions and without its dialogs: {@code JainRelay PORT TARGET_PORT}. It takes each call at that
 * port of 127.0.0.1, makes one of its own to the target, relays 180, 200, ACK, BYE and its 200. It ends when its input does and prints what it counted then.
 */
public final class JainRelay implements SipListener {
    private static final String HOST = "127.0.0.1";
    private final int port;
    private final int target;
    private final SipProvider provider;
    private final AddressFactory addresses;
    private final HeaderFactory headers;
    private final MessageFactory messages;
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    /** The caller's side as it came in, and our own side. */
    private static final class Call {
        private final Request in;
        private final ServerTransaction invite;
        private final String tag = "t" + System.nanoTime();
        private volatile Request out;
        private volatile Response ok;
        private volatile ServerTransaction bye;

        Call(Request in, ServerTransaction invite) {
            this.in = in;
            this.invite = invite;
        }
    }

    private JainRelay(int port, int target) throws Exception {
        this.port = port;
        this.target = target;
        SipFactory factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        Properties settings = new Properties();
        settings.setProperty("javax.sip.STACK_NAME", "relay");
        settings.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        settings.setProperty("gov.nist.javax.sip.TRACE_LEVEL", "0");
        settings.setProperty("gov.nist.javax.sip.STACK_LOGGER", NoLog.class.getName());
        settings.setProperty("gov.nist.javax.sip.SERVER_LOGGER", NoMessageLog.class.getName());
        settings.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "2");
        settings.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        settings.setProperty("gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", "gov.nist.javax.sip.stack.NioMessageProcessorFactory");
        SipStack stack = factory.createSipStack(settings);
        addresses = factory.createAddressFactory();
        headers = factory.createHeaderFactory();
        messages = factory.createMessageFactory();
        ListeningPoint point = stack.createListeningPoint(HOST, port, "udp");
        provider = stack.createSipProvider(point);
        provider.setAutomaticDialogSupportEnabled(false);
        provider.addSipListener(this);
        stack.start();
    }

    public static void main(String[] args) throws Exception {
        JainRelay relay = new JainRelay(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        System.out.println("open");
        while (System.in.read() >= 0) {
            // it ends with the script that started it
        }
        System.out.println(relay.begun.sum() + " " + relay.ended.sum() + " " + relay.calls.size());
        System.exit(0);
    }

    @Override
    public void processRequest(RequestEvent event) {
        try {
            Request request = event.getRequest();
            switch (request.getMethod()) {
                case Request.INVITE -> dial(request, provider.getNewServerTransaction(request));
                case Request.ACK -> acknowledge(request);
                case Request.BYE -> hangUp(request, event.getServerTransaction());
                default -> provider.sendResponse(messages.createResponse(405, request));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void dial(Request in, ServerTransaction transaction) throws Exception {
        begun.increment();
        Call call = new Call(in, transaction);
        calls.put(callId(in), call);
        SipURI uri = addresses.createSipURI("agent", HOST);
        uri.setPort(target);
        FromHeader from = headers.createFromHeader(((FromHeader) in.getHeader(FromHeader.NAME)).getAddress(), call.tag);
        ToHeader to = headers.createToHeader(addresses.createAddress(uri), null);
        CallIdHeader id = headers.createCallIdHeader("r-" + callId(in));
        Request out = request(uri, Request.INVITE, 1, from, to, id);
        out.addHeader(contact());
        out.setContent(in.getRawContent(), (ContentTypeHeader) in.getHeader(ContentTypeHeader.NAME));
        call.out = out;
        calls.put(id.getCallId(), call);
        provider.getNewClientTransaction(out).sendRequest();
    }

    private Request request(SipURI uri, String method, long number, FromHeader from, ToHeader to, CallIdHeader id) throws Exception {
        ArrayList<javax.sip.header.ViaHeader> vias = new ArrayList<>();
        vias.add(headers.createViaHeader(HOST, port, "udp", null));
        CSeqHeader cseq = headers.createCSeqHeader(number, method);
        return messages.createRequest(uri, method, id, cseq, from, to, vias, headers.createMaxForwardsHeader(70));
    }

    private Request inDialog(Call call, String method, long number) throws Exception {
        Response ok = call.ok;
        SipURI peer = (SipURI) ((ContactHeader) ok.getHeader(ContactHeader.NAME)).getAddress().getURI();
        return request((SipURI) peer.clone(), method, number, (FromHeader) call.out.getHeader(FromHeader.NAME), (ToHeader) ok.getHeader(ToHeader.NAME),
                (CallIdHeader) call.out.getHeader(CallIdHeader.NAME));
    }

    private ContactHeader contact() throws Exception {
        SipURI uri = addresses.createSipURI("relay", HOST);
        uri.setPort(port);
        return headers.createContactHeader(addresses.createAddress(uri));
    }

    @Override
    public void processResponse(ResponseEvent event) {
        try {
            Response response = event.getResponse();
            Call call = calls.get(callId(response));
            ClientTransaction client = event.getClientTransaction();
            if (call == null || client == null || response.getStatusCode() == 100) {
                return;
            }
            if (Request.BYE.equals(client.getRequest().getMethod())) {
                ended.increment();
                calls.remove(callId(response));
                call.bye.sendResponse(answer(response.getStatusCode(), call.bye.getRequest(), call));
                return;
            }
            if (response.getStatusCode() >= 200) {
                call.ok = response;
            }
            Response relayed = answer(response.getStatusCode(), call.in, call);
            relayed.addHeader(contact());
            if (response.getRawContent() != null) {
                relayed.setContent(response.getRawContent(), (ContentTypeHeader) response.getHeader(ContentTypeHeader.NAME));
            }
            call.invite.sendResponse(relayed);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Response answer(int code, Request request, Call call) throws Exception {
        Response response = messages.createResponse(code, request);
        ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (to.getTag() == null) {
            to.setTag(call.tag);
        }
        return response;
    }

    private void acknowledge(Request ack) throws Exception {
        Call call = calls.get(callId(ack));
        if (call != null && call.ok != null) {
            provider.sendRequest(inDialog(call, Request.ACK, 1));
        }
    }

    private void hangUp(Request bye, ServerTransaction transaction) throws Exception {
        Call call = calls.remove(callId(bye));
        ServerTransaction server = transaction == null ? provider.getNewServerTransaction(bye) : transaction;
        if (call == null || call.ok == null) {
            server.sendResponse(messages.createResponse(481, bye));
            return;
        }
        call.bye = server;
        provider.getNewClientTransaction(inDialog(call, Request.BYE, 2)).sendRequest();
    }

    private static String callId(javax.sip.message.Message message) {
        return ((SIPMessage) message).getCallId().getCallId();
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        // the script counts failed calls
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // the script counts failed calls
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // nothing is kept by transaction
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        // no dialogs of the stack
    }

    /** JAIN-SIP logs through Log4j 1 otherwise, which nobody should have. */
    public static final class NoLog implements StackLogger {
        @Override
        public void logStackTrace() {}

        @Override
        public void logStackTrace(int level) {}

        @Override
        public void logException(Throwable e) {}

        @Override
        public void logDebug(String text) {}

        @Override
        public void logDebug(String text, Exception e) {}

        @Override
        public void logTrace(String text) {}

        @Override
        public void logFatalError(String text) {}

        @Override
        public void logError(String text) {}

        @Override
        public void logError(String text, Exception e) {}

        @Override
        public void logWarning(String text) {}

        @Override
        public void logInfo(String text) {}

        @Override
        public void disableLogging() {}

        @Override
        public void enableLogging() {}

        @Override
        public void setBuildTimeStamp(String time) {}

        @Override
        public void setStackProperties(Properties settings) {}

        @Override
        public int getLineCount() {
            return 0;
        }

        @Override
        public boolean isLoggingEnabled() {
            return false;
        }

        @Override
        public boolean isLoggingEnabled(int level) {
            return false;
        }

        @Override
        public String getLoggerName() {
            return "none";
        }
    }

    /** The same for its log of messages. */
    public static final class NoMessageLog implements ServerLogger {
        @Override
        public void closeLogFile() {}

        @Override
        public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {}

        @Override
        public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {}

        @Override
        public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {}

        @Override
        public void logException(Exception e) {}

        @Override
        public void setStackProperties(Properties settings) {}

        @Override
        public void setSipStack(SipStack stack) {}
    }
}
