package io.callcenter.demo;

import io.callcenter.demo.media.RtpPlayer;
import io.callcenter.phone.PeerStacks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The first run: prepares a data folder and phones of its own, tells with which settings the contact center has to be started for it, seeds two
 * flows and four agents, lets callers call, shows what happens, and compares the records with what the phones saw.
 *
 * <p>Order: {@link #prepare}, start of the application with {@link #settings()}, {@link #run}, {@link #close()}.
 */
public final class Demo implements AutoCloseable {
    private final DemoOptions options;
    private final DemoFolder folder;
    private final DemoPace pace;
    private final DemoSettings settings;
    private final RtpPlayer rtp;
    private final Stage stage;

    private Demo(DemoOptions options, DemoFolder folder, PeerStacks stacks, PrintStream out) throws IOException {
        this.options = options;
        this.folder = folder;
        this.pace = DemoPace.of(options.calls());
        this.settings = DemoSettings.choose(folder, pace, options);
        Random random = new Random(options.seed());
        this.rtp = new RtpPlayer(random);
        this.stage = new Stage(pace, options.seed(), stacks, rtp, random, Clock.systemUTC());
        stage.connect(new Screen(out, options.colours(), ZoneId.systemDefault(), stage.phones()));
    }

    /**
     * Makes or empties the data folder and plugs the phones in.
     *
     * @param out where the demo shows what happens
     * @throws IOException when the folder is not the demo's own, is in use, or cannot be written, or when there is no port; the message is one
     *     line for the user
     */
    public static Demo prepare(DemoOptions options, PeerStacks stacks, PrintStream out) throws IOException {
        DemoFolder folder = DemoFolder.prepare(options.folder());
        Demo demo = null;
        try {
            demo = new Demo(options, folder, stacks, out);
            demo.stage.open();
            return demo;
        } catch (IOException | RuntimeException e) {
            if (demo == null) {
                folder.close();
            } else {
                demo.close();
            }
            throw e;
        }
    }

    /**
     * The {@code cc.*} settings for the application: data and routes in the demo's folder, free ports on loopback, short times. The database is
     * the embedded one in {@code cc.data}; it must not be any other.
     */
    public Map<String, String> settings() {
        return settings.values();
    }

    /** Where the application shall write its log, so that the terminal stays readable. */
    public Path log() {
        return folder.resolve("callcenter.log");
    }

    /**
     * Seeds the flows and agents, and lets callers call: until the wanted number of calls is over, or until {@link #stop()}.
     *
     * @return 0; 1 when the records differ from what the phones saw, or when the contact center does not take the seed
     */
    public int run(ApplicationHandle center) throws InterruptedException {
        DemoRows seed = new DemoRows(
                stage.playerAddress(), stage.agentsAddress(), pace.wrapUp().toSeconds());
        try (EventFeed feed = new EventFeed(center.broker())) {
            feed.listen(stage::report);
            seed.write(center.database());
            new Mi(center.http()).command("cc_reload");
            stage.say(new Introduction(center, options, folder).lines());
            stage.begin(center.sip(), options.calls());
            List<String> differences = stage.finish(new CdrReader(center.database()), options.counted());
            return differences.isEmpty() ? 0 : 1;
        } catch (IOException | SQLException e) {
            stage.say(List.of(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    /** Ends a demo that runs until it is told to stop: {@link #run} shows the summary and returns. From any thread. */
    public void stop() {
        stage.stop();
    }

    /** Unplugs the phones and lets go of the folder; what the application wrote there stays until the next demo. */
    @Override
    public void close() throws IOException {
        stage.close();
        rtp.close();
        folder.close();
    }
}
