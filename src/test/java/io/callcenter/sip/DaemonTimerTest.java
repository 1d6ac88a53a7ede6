package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.stack.SIPStackTimerTask;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DaemonTimerTest {
    private final DaemonTimer timer = new DaemonTimer();

    private static final class Task extends SIPStackTimerTask {
        private final CountDownLatch runs;
        private final Runnable work;
        private volatile long last;

        Task(int runs, Runnable work) {
            this.runs = new CountDownLatch(runs);
            this.work = work;
        }

        @Override
        public void runTask() {
            last = System.nanoTime();
            runs.countDown();
            work.run();
        }

        @Override
        public Object getThreadHash() {
            return this;
        }

        boolean ran() throws InterruptedException {
            return runs.await(30, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void start() {
        timer.start(null, new Properties());
    }

    @AfterEach
    void stop() {
        timer.stop();
    }

    @Test
    void aTaskRunsAfterItsDelayAndNeverBefore() throws InterruptedException {
        Task task = new Task(1, () -> {});
        long from = System.nanoTime();
        timer.schedule(task, 130);
        assertThat(task.ran()).isTrue();
        assertThat(task.last - from).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(130));
    }

    @Test
    void aDelayLongerThanATurnOfTheWheelIsKept() throws InterruptedException {
        Task task = new Task(1, () -> {});
        long from = System.nanoTime();
        timer.schedule(task, 10_300); // one turn is 512 ticks of 20 ms
        assertThat(task.ran()).isTrue();
        assertThat(task.last - from).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(10_300));
    }

    @Test
    void aRepeatedTaskGoesOnWhateverItAndOthersThrow() throws InterruptedException {
        Task repeated = new Task(4, () -> {
            throw new IllegalStateException("each time");
        });
        Task broken = new Task(1, () -> {
            throw new StackOverflowError();
        });
        timer.scheduleWithFixedDelay(repeated, 0, 40);
        timer.schedule(broken, 0);
        assertThat(broken.ran()).isTrue();
        assertThat(repeated.ran()).isTrue();
    }

    @Test
    void aTaskThatCancelsItselfRunsOnce() throws InterruptedException {
        Task[] self = new Task[1];
        CountDownLatch again = new CountDownLatch(2);
        self[0] = new Task(1, () -> {
            again.countDown();
            timer.cancel(self[0]);
        });
        timer.scheduleWithFixedDelay(self[0], 0, 20);
        assertThat(self[0].ran()).isTrue();
        Task later = new Task(3, () -> {});
        timer.scheduleWithFixedDelay(later, 0, 60);
        assertThat(later.ran()).isTrue();
        assertThat(again.getCount()).isEqualTo(1);
    }

    @Test
    void aCancelledTaskDoesNotRunAndIsCancelledOnce() throws InterruptedException {
        Task cancelled = new Task(1, () -> {});
        Task next = new Task(1, () -> {});
        timer.schedule(cancelled, 100);
        assertThat(timer.cancel(cancelled)).isTrue();
        assertThat(timer.cancel(cancelled)).isFalse();
        timer.schedule(next, 200);
        assertThat(next.ran()).isTrue();
        assertThat(cancelled.runs.getCount()).isEqualTo(1);
    }

    @Test
    void aStoppedTimerTakesNoMoreTasks() {
        timer.stop();
        assertThat(timer.isStarted()).isFalse();
        assertThatThrownBy(() -> timer.schedule(new Task(1, () -> {}), 10)).isInstanceOf(IllegalStateException.class);
    }
}
