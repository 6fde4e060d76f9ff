import { describe, expect, it } from 'vitest';
import {
  formatBounds,
  formatChance,
  formatEstimate,
  formatFraction,
  formatNumber,
  formatSmallFraction,
  withMinus,
} from '../../../src/core/format/formatFraction.ts';

describe('figures in words', () => {
  it.each([
    [0.374, '.37'],
    [-0.08, '-.08'],
    [0, '.00'],
    [-0.004, '.00'],
    [-0.005001, '-.01'],
    [0.996, '1.00'],
    [-1, '-1.00'],
    [null, '–'],
    [undefined, '–'],
  ])('have no zero before the point where they cannot exceed 1: %s is %s', (value, text) => {
    expect(formatFraction(value)).toBe(text);
  });

  it.each([
    [0.374, '0.37'],
    [12.5, '12.50'],
    [-0.004, '0.00'],
    [-0.25, '-0.25'],
    [null, '–'],
  ])('have one where they can: %s is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('have their interval and their bounds in the same form, and a dash where there are none', () => {
    expect(formatEstimate(-0.004, -0.08, 0.08)).toBe('.00 [-.08, .08]');
    expect(formatEstimate(0.37, 0.1, 1.25, formatNumber)).toBe('0.37 [0.10, 1.25]');
    expect(formatEstimate(0.5, null, null)).toBe('–');
    expect(formatBounds(-0.4, 0.02)).toBe('-.40 to .02');
    expect(formatBounds(undefined, 0.02)).toBe('–');
  });

  it.each([
    [0.0321, '.032'],
    [0.0009, '<.001'],
    [0, '<.001'],
    [1, '1.000'],
    [null, '–'],
  ])('tell a chance in three places: %s is %s', (chance, text) => {
    expect(formatChance(chance)).toBe(text);
  });

  it.each([
    [0.25, '.250'],
    [0.0002, '2.0e-4'],
    [0, '.000'],
    [1, '1.000'],
  ])('tell how small a share is: %s is %s', (share, text) => {
    expect(formatSmallFraction(share)).toBe(text);
  });

  it('have a true minus on pages', () => {
    expect(withMinus(formatEstimate(-0.12, -0.3, 0.04))).toBe('−.12 [−.30, .04]');
  });
});
