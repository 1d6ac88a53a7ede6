package io.callcenter.mi;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.broker.InVmBroker;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers over a broker that comes and goes. */
class JmsAnswerTest {
    private final InVmBroker broker = new InVmBroker(4712);
    private final ConnectionFactory plain = broker.plain();
    private final ConnectionFactory pool = broker.pool();
    private final JmsAnswer answers = new JmsAnswer(pool);
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        broker.start();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private static Message request(JMSContext asker, TemporaryQueue queue, String text) throws Exception {
        Message request = asker.createTextMessage("?");
        request.setJMSReplyTo(queue);
        request.setJMSCorrelationID("to " + text);
        return request;
    }

    private void answer(JMSContext asker, TemporaryQueue queue, String text) throws Exception {
        answer(request(asker, queue, text), text);
    }

    private void answer(Message request, String text) throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setIn(new JmsMessage(exchange, request, null, new JmsBinding()));
        exchange.getMessage().setBody(text);
        answers.process(exchange);
    }

    private static void received(JMSConsumer consumer, String text) throws Exception {
        Message answer = consumer.receive(5_000);
        assertThat(answer).as(text).isNotNull();
        assertThat(answer.getBody(String.class)).isEqualTo(text);
        assertThat(answer.getJMSCorrelationID()).isEqualTo("to " + text);
        assertThat(answer.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
    }

    @Test
    void eachAskerGetsItsOwnAnswers() throws Exception {
        try (JMSContext asker = plain.createContext()) {
            TemporaryQueue one = asker.createTemporaryQueue();
            TemporaryQueue other = asker.createTemporaryQueue();
            answer(asker, one, "1");
            answer(asker, other, "2");
            answer(asker, one, "");
            answer(asker, one, "3");

            JMSConsumer ones = asker.createConsumer(one);
            received(ones, "1");
            received(ones, "3");
            assertThat(ones.receiveNoWait()).isNull();
            received(asker.createConsumer(other), "2");
        }
    }

    @Test
    void afterTheBrokersRestartAnswersAreSentAgain() throws Exception {
        try (JMSContext asker = plain.createContext()) {
            TemporaryQueue queue = asker.createTemporaryQueue();
            answer(asker, queue, "before");
            received(asker.createConsumer(queue), "before");
            Message request = request(asker, queue, "lost");
            broker.stop();
            answer(request, "lost");
        }
        broker.start();

        try (JMSContext asker = plain.createContext()) {
            TemporaryQueue queue = asker.createTemporaryQueue();
            answer(asker, queue, "after");
            received(asker.createConsumer(queue), "after");
        }
    }

    @Test
    void anAnswerThatNobodyTakesAnyMoreIsLostAndTheOthersAreNot() throws Exception {
        try (JMSContext asker = plain.createContext()) {
            TemporaryQueue gone = asker.createTemporaryQueue();
            answer(asker, gone, "1");
            gone.delete();
            answer(asker, gone, "2");
            TemporaryQueue queue = asker.createTemporaryQueue();
            answer(asker, queue, "3");

            received(asker.createConsumer(queue), "3");
        }
    }
}
