package dev.wsemulator.journal;

import dev.wsemulator.journal.JournalEntry.ClockMoved;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.ConnectionsCall;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.FramePassed;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.JournalEntry.LimitPassed;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import dev.wsemulator.journal.JournalEntry.Reloaded;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.journal.JournalEntry.RequestRefused;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.journal.SourceEntry.HttpAnswered;

/**
 * Knows what to make of each kind of journal entry. A new kind is a new method here.
 *
 * @param <R> what it makes of them
 */
public interface JournalVisitor<R> {
  /** Returns what it makes of a {@link Handshake}. */
  R handshake(Handshake entry);

  /** Returns what it makes of a {@link RequestRefused}. */
  R requestRefused(RequestRefused entry);

  /** Returns what it makes of a {@link MessageReceived}. */
  R messageReceived(MessageReceived entry);

  /** Returns what it makes of a {@link MessageSent}. */
  R messageSent(MessageSent entry);

  /** Returns what it makes of a {@link RequestEnded}. */
  R requestEnded(RequestEnded entry);

  /** Returns what it makes of an {@link HttpAnswered}. */
  R httpAnswered(HttpAnswered entry);

  /** Returns what it makes of a {@link FramePassed}. */
  R framePassed(FramePassed entry);

  /** Returns what it makes of a {@link Invoking}. */
  R invoking(Invoking entry);

  /** Returns what it makes of a {@link Invoked}. */
  R invoked(Invoked entry);

  /** Returns what it makes of an {@link EventsSent}. */
  R eventsSent(EventsSent entry);

  /** Returns what it makes of an {@link EventsDropped}. */
  R eventsDropped(EventsDropped entry);

  /** Returns what it makes of a {@link ConnectionsCall}. */
  R connectionsCall(ConnectionsCall entry);

  /** Returns what it makes of a {@link Faulted}. */
  R faulted(Faulted entry);

  /** Returns what it makes of a {@link LimitPassed}. */
  R limitPassed(LimitPassed entry);

  /** Returns what it makes of a {@link ClockMoved}. */
  R clockMoved(ClockMoved entry);

  /** Returns what it makes of a {@link Reloaded}. */
  R reloaded(Reloaded entry);

  /** Returns what it makes of a {@link Closed}. */
  R closed(Closed entry);
}
