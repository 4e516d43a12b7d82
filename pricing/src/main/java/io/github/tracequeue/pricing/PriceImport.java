// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Updates a price file from a public price list. Rows written by hand do not change. A changed
 * price ends the old row and adds a new one, so that earlier calls keep their price. Not
 * thread-safe.
 */
public final class PriceImport {

  private final PriceSheet sheet;
  private final @Nullable PriceBook below;
  private final PriceList list;
  private final LocalDate day;
  private final Instant now;
  private final Map<List<String>, ImportedModel> byName = new HashMap<>();
  private final Set<ImportedModel> models = new LinkedHashSet<>();
  private final Set<ImportedModel> seen = new HashSet<>();
  private final RateIds ids;
  private final List<ImportReport.Entry> entries = new ArrayList<>();
  private int unchanged;

  private PriceImport(PriceSheet sheet, @Nullable PriceBook below, PriceList list, LocalDate day) {
    this.sheet = sheet;
    this.below = below;
    this.list = list;
    this.day = day;
    this.now = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    this.ids = new RateIds(below == null ? "" : "import/");
    for (PricedModel priced : PricedModel.group(sheet.rates())) {
      ImportedModel model = new ImportedModel(priced.subject(), new ArrayList<>(priced.rates()));
      models.add(model);
      priced.names().forEach(name -> byName.put(List.of(priced.provider(), name), model));
    }
    sheet.rates().forEach(rate -> ids.take(rate.id()));
  }

  /** The changed file, and its changes. */
  public record Result(PriceSheet sheet, ImportReport report) {}

  /**
   * Imports a list into a file.
   *
   * @param sheet the file
   * @param below the book that the file overrides, whose prices are not repeated; null if the file
   *     is used alone
   * @param list the list
   * @param day the date of the list; changes without their own date start on it
   */
  public static Result run(
      PriceSheet sheet, @Nullable PriceBook below, PriceList list, LocalDate day) {
    return new PriceImport(sheet, below, list, day).run();
  }

  private Result run() {
    list.models().forEach(this::add);
    for (PriceList.Refusal refusal : list.refused()) {
      report(
          ImportReport.Kind.REFUSED, refusal.provider(), refusal.model(), refusal.reason(), false);
    }
    List<Rate> imported = new ArrayList<>();
    for (ImportedModel model : models) {
      if (model.isOf(list.name()) && !seen.contains(model)) {
        report(ImportReport.Kind.GONE, model.subject(), "no longer in the list", false);
      }
      imported.addAll(model.importedRates());
    }
    return new Result(sheet.withImported(imported), new ImportReport(entries, unchanged));
  }

  private void add(ListedModel listed) {
    Map<ImportedModel, List<String>> known = new LinkedHashMap<>();
    Map<PricedModel, List<String>> knownBelow = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String name : listed.names()) {
      ImportedModel model = byName.get(List.of(listed.provider(), name));
      PricedModel priced = below == null ? null : below.shelf().of(listed.provider()).get(name);
      if (model != null) {
        known.computeIfAbsent(model, m -> new ArrayList<>()).add(name);
      } else if (priced != null) {
        knownBelow.computeIfAbsent(priced, m -> new ArrayList<>()).add(name);
      } else {
        unknown.add(name);
      }
    }
    known.forEach((model, names) -> update(model, listed));
    knownBelow.forEach((model, names) -> updateBelow(model, names, listed));
    if (!unknown.isEmpty()) {
      create(listed, unknown);
    }
  }

  /** Adds a model that the file does not have, with all its prices, including past ones. */
  private void create(ListedModel listed, List<String> names) {
    ImportedModel model = register(listed.provider(), names);
    for (List<ListedModel.Dated> history : listed.history().values()) {
      for (ListedModel.Dated dated : history) {
        model.add(rate(model, dated, dated.rate().from(), source(listed)));
      }
    }
  }

  private ImportSource source(ListedModel listed) {
    ImportSource source = ImportSource.of(list.name());
    return listed.contradiction().isEmpty()
        ? source
        : source.differing(list.name(), day, listed.contradiction(), "this key is more specific");
  }

  private ImportedModel register(String provider, List<String> names) {
    RateSubject subject =
        new RateSubject(
            provider, names.get(0), List.of(RateSubject.BARE), names.subList(1, names.size()));
    ImportedModel model = new ImportedModel(subject, new ArrayList<>());
    models.add(model);
    seen.add(model);
    names.forEach(name -> byName.put(List.of(provider, name), model));
    return model;
  }

  private Rate rate(
      ImportedModel model, ListedModel.Dated dated, @Nullable Instant from, ImportSource source) {
    ListedRate listed = dated.rate();
    RateTerms terms =
        new RateTerms(
            listed.tier(),
            listed.promptOver(),
            listed.hours(),
            from,
            model.endOf(listed.key(), from, dated.until()));
    ImportSource marked = withZeros(source, listed.prices());
    boolean announced = from != null && from.isAfter(now);
    Rate rate =
        new Rate(
            ids.next(model.subject(), terms),
            model.subject(),
            terms,
            listed.prices(),
            new RateEvidence(
                announced ? PriceStatus.ANNOUNCED : marked.status(), day, marked.text()));
    report(
        ImportReport.Kind.ADDED,
        model.subject(),
        rate.label() + ": " + Amounts.text(listed.prices()),
        marked.status() == PriceStatus.UNVERIFIED);
    return rate;
  }

  private static ImportSource withZeros(ImportSource source, RatePrices prices) {
    String zeros = Amounts.zeros(prices);
    return zeros.isEmpty() ? source : source.zero(zeros);
  }

  /** Updates a model that the file has: the current and the announced prices. */
  private void update(ImportedModel model, ListedModel listed) {
    seen.add(model);
    Map<ListedRate.Key, List<ListedModel.Dated>> history = listed.history();
    boolean agrees = true;
    // The first part is the standard price. If a row written by hand has another one, nothing else
    // in the list is compared.
    for (Map.Entry<ListedRate.Key, List<ListedModel.Dated>> part : history.entrySet()) {
      if (!agrees && model.isStandardWritten(now)) {
        return;
      }
      agrees &= updatePart(model, part.getKey(), part.getValue());
    }
    // A model gets prices from two sources only if they agree on the prices that both have.
    if (agrees) {
      for (Map.Entry<ListedRate.Key, List<ListedModel.Dated>> part : history.entrySet()) {
        addPart(model, part.getKey(), part.getValue());
      }
    }
  }

  /** Whether the model has no other price for the same calls. */
  private boolean updatePart(
      ImportedModel model, ListedRate.Key key, List<ListedModel.Dated> history) {
    model.cancelAnnounced(key, history, list.name(), now).forEach(this::reportCancelled);
    Rate rate = model.inForce(key, now);
    ListedModel.Dated current = inForce(history);
    if (rate == null || current == null) {
      return true;
    }
    PriceDifference difference = PriceDifference.between(rate.prices(), current.rate().prices());
    ImportSource source = ImportSource.parse(rate.evidence().source());
    if (source == null) {
      return compareWritten(model, rate, current, difference);
    }
    if (!source.list().equals(list.name())) {
      return compareOther(model, key, rate, history, current, difference);
    }
    if (difference.isNone()) {
      confirm(model, rate, current);
      addAnnounced(model, key, history);
    } else {
      change(model, rate, current, difference);
      addAnnounced(model, key, history);
    }
    return true;
  }

  private boolean compareWritten(
      ImportedModel model, Rate rate, ListedModel.Dated current, PriceDifference difference) {
    if (difference.isNone() || model.isRejected(current.rate())) {
      unchanged++;
      return difference.isNone();
    }
    report(
        ImportReport.Kind.KEPT, rate.subject(), rate.id() + ": the list has " + difference, true);
    return false;
  }

  private boolean compareOther(
      ImportedModel model,
      ListedRate.Key key,
      Rate rate,
      List<ListedModel.Dated> history,
      ListedModel.Dated current,
      PriceDifference difference) {
    ImportSource source = Objects.requireNonNull(ImportSource.parse(rate.evidence().source()));
    if (difference.isNone()) {
      unchanged++;
      RatePrices union = PriceDifference.union(rate.prices(), current.rate().prices());
      model.replace(
          rate, withSource(rate, union, withZeros(source.agreed(list.name(), day), union)));
      if (key.tier().isEmpty()) {
        adoptDates(model, key, history, current);
      }
      addAnnounced(model, key, history);
      return true;
    }
    LocalDate checked = rate.evidence().checked();
    String why =
        checked != null && checked.isAfter(day)
            ? source.list() + " is newer"
            : "the row is of " + source.list();
    ImportSource marked = source.differing(list.name(), day, difference.toString(), why);
    model.replace(rate, withSource(rate, rate.prices(), marked));
    report(
        ImportReport.Kind.CONFLICT,
        rate.subject(),
        rate.id() + ": " + list.name() + " has " + difference,
        true);
    return false;
  }

  /** Copies the start of a price, and the earlier price. */
  private void adoptDates(
      ImportedModel model,
      ListedRate.Key key,
      List<ListedModel.Dated> history,
      ListedModel.Dated current) {
    Instant start = current.rate().from();
    if (start != null) {
      model.beginAt(start);
      for (ListedModel.Dated dated : history) {
        Instant until = dated.until();
        if (until != null
            && !until.isAfter(start)
            && model.inForce(key, until.minusMillis(1)) == null) {
          model.add(rate(model, dated, dated.rate().from(), ImportSource.of(list.name())));
        }
      }
    }
  }

  private static Rate withSource(Rate rate, RatePrices prices, ImportSource source) {
    PriceStatus status =
        rate.evidence().status() == PriceStatus.ANNOUNCED ? PriceStatus.ANNOUNCED : source.status();
    return new Rate(
        rate.id(),
        rate.subject(),
        rate.terms(),
        prices,
        new RateEvidence(status, rate.evidence().checked(), source.text()));
  }

  /** Handles a price that is still in the list: adds new values and confirms an announced rate. */
  private void confirm(ImportedModel model, Rate rate, ListedModel.Dated current) {
    ImportSource source = ImportSource.parse(rate.evidence().source());
    RatePrices union = PriceDifference.union(rate.prices(), current.rate().prices());
    ImportSource marked = withZeros(source == null ? ImportSource.of(list.name()) : source, union);
    model.replace(
        rate,
        new Rate(
            rate.id(),
            rate.subject(),
            rate.terms(),
            union,
            new RateEvidence(marked.status(), day, marked.text())));
    if (rate.evidence().status() == PriceStatus.ANNOUNCED) {
      report(ImportReport.Kind.CONFIRMED, rate.subject(), rate.id(), false);
    } else {
      unchanged++;
    }
  }

  private void change(
      ImportedModel model, Rate rate, ListedModel.Dated current, PriceDifference difference) {
    Instant start = startOf(rate, current);
    ImportSource source = ImportSource.of(list.name());
    ImportSource marked = difference.isJump() ? source.jumped(difference.toString()) : source;
    model.end(rate, start);
    model.add(changed(model, current, start, marked, difference));
  }

  private Rate changed(
      ImportedModel model,
      ListedModel.Dated current,
      Instant start,
      ImportSource source,
      PriceDifference difference) {
    int before = entries.size();
    Rate rate = rate(model, current, start, source);
    entries.subList(before, entries.size()).clear();
    report(
        ImportReport.Kind.CHANGED,
        model.subject(),
        rate.label() + ": " + difference,
        rate.evidence().status() == PriceStatus.UNVERIFIED);
    return rate;
  }

  /** The list's own date if it is after the start of the old price, else the date of the import. */
  private Instant startOf(Rate old, ListedModel.Dated current) {
    Instant listed = current.rate().from();
    Instant begun = old.terms().from();
    boolean usable = listed != null && (begun == null || listed.isAfter(begun));
    return usable && listed != null ? listed : now;
  }

  private void addAnnounced(
      ImportedModel model, ListedRate.Key key, List<ListedModel.Dated> history) {
    for (ListedModel.Dated dated : history) {
      Instant from = dated.rate().from();
      if (from != null && from.isAfter(now) && model.beginningAt(key, from) == null) {
        // Other notes on the old price do not apply to the new one.
        model.endAt(key, from);
        model.add(rate(model, dated, from, ImportSource.of(list.name())));
      }
    }
  }

  private void addPart(ImportedModel model, ListedRate.Key key, List<ListedModel.Dated> history) {
    ListedModel.Dated current = inForce(history);
    if (current == null
        || model.inForce(key, now) != null
        || model.hasPriceByFactor(key, now)
        || !key.hours().isEmpty()
        || model.dependsOnHours()
        || (!key.tier().isEmpty() && !model.hasStandard(now))) {
      return;
    }
    Instant from =
        later(current.rate().from(), later(model.lastEnd(key, now), model.standardSince(now)));
    model.add(rate(model, current, from, ImportSource.of(list.name())));
    addAnnounced(model, key, history);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  /**
   * Updates a model of the overridden book: if the list has other prices, all of them start on one
   * day.
   */
  private void updateBelow(PricedModel priced, List<String> names, ListedModel listed) {
    ImportedModel old = new ImportedModel(priced.subject(), new ArrayList<>(priced.rates()));
    List<String> differences = new ArrayList<>();
    Instant start = now;
    boolean jump = false;
    boolean conflict = false;
    for (Map.Entry<ListedRate.Key, List<ListedModel.Dated>> part : listed.history().entrySet()) {
      Rate rate = old.inForce(part.getKey(), now);
      ListedModel.Dated current = inForce(part.getValue());
      if (rate == null || current == null || old.isRejected(current.rate())) {
        continue;
      }
      PriceDifference difference = PriceDifference.between(rate.prices(), current.rate().prices());
      if (difference.isNone()) {
        unchanged++;
        continue;
      }
      ImportSource source = ImportSource.parse(rate.evidence().source());
      conflict |= source != null && !source.list().equals(list.name());
      jump |= difference.isJump() || source == null;
      differences.add(difference.toString());
      if (part.getKey().tier().isEmpty() && part.getKey().promptOver() == 0) {
        start = startOf(rate, current);
      }
    }
    if (differences.isEmpty()) {
      return;
    }
    String text = String.join(", ", new LinkedHashSet<>(differences));
    if (conflict) {
      report(ImportReport.Kind.CONFLICT, priced.subject(), list.name() + " has " + text, true);
      return;
    }
    replaceBelow(old, names, listed, start, text, jump);
  }

  private void replaceBelow(
      ImportedModel old,
      List<String> names,
      ListedModel listed,
      Instant start,
      String difference,
      boolean doubtful) {
    ImportedModel model = register(listed.provider(), names);
    ImportSource source = ImportSource.of(list.name());
    ImportSource marked = doubtful ? source.jumped(difference) : source;
    int before = entries.size();
    Map<ListedRate.Key, List<ListedModel.Dated>> history = listed.history();
    history.forEach(
        (key, parts) -> {
          ListedModel.Dated current = inForce(parts);
          if (current != null) {
            model.add(rate(model, current, start, marked));
            addAnnounced(model, key, parts);
          }
        });
    // Keeps prices that the list does not have, because during its dates only the file's rates of a
    // model apply.
    for (Rate rate : old.applied(start)) {
      if (!history.containsKey(ListedRate.Key.of(rate.terms()))) {
        RateTerms terms =
            new RateTerms(
                rate.terms().tier(),
                rate.terms().promptOver(),
                rate.terms().hours(),
                start,
                rate.terms().until());
        model.add(
            new Rate(
                ids.next(model.subject(), terms),
                model.subject(),
                terms,
                rate.prices(),
                new RateEvidence(
                    rate.evidence().status(), day, source.text() + "; kept from " + rate.id())));
      }
    }
    entries.subList(before, entries.size()).clear();
    report(ImportReport.Kind.CHANGED, model.subject(), difference, doubtful);
  }

  private ListedModel.@Nullable Dated inForce(Collection<ListedModel.Dated> history) {
    return history.stream().filter(dated -> dated.isInForceAt(now)).findFirst().orElse(null);
  }

  private void reportCancelled(Rate rate) {
    report(ImportReport.Kind.CANCELLED, rate.subject(), rate.id(), false);
  }

  private void report(
      ImportReport.Kind kind, RateSubject subject, String detail, boolean unverified) {
    report(kind, subject.provider(), subject.model(), detail, unverified);
  }

  private void report(
      ImportReport.Kind kind, String provider, String model, String detail, boolean unverified) {
    entries.add(new ImportReport.Entry(kind, provider, model, detail, unverified));
  }
}
